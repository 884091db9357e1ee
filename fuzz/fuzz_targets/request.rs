//! A whole request to AWS's endpoint, the signature in its header or its query:
//! it gets an answer, and who has no secret changes nothing.
//!
//! The input is a request as HTTP/1.1 writes it, with lines ended by `\n`.

#![no_main]

use std::cell::RefCell;

use byoip_simulator::fuzzing::Endpoint;
use bytes::Bytes;
use http::Request;
use libfuzzer_sys::{Corpus, fuzz_target};

thread_local! {
    static ENDPOINT: RefCell<Endpoint> = RefCell::new(Endpoint::begin());
}

fuzz_target!(|input: &[u8]| -> Corpus {
    let Some(request) = read(input) else {
        return Corpus::Reject;
    };
    ENDPOINT.with_borrow(|endpoint| endpoint.answer(&request));
    Corpus::Keep
});

fn read(input: &[u8]) -> Option<Request<Bytes>> {
    let end = input.windows(2).position(|pair| pair == b"\n\n")?;
    let (head, rest) = input.split_at(end);
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut words = lines.next()?.split(|byte| *byte == b' ');
    let mut request = Request::builder().method(words.next()?).uri(words.next()?);
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at(colon);
        request = request.header(name, value.get(1..)?.trim_ascii());
    }
    let body = rest.get(2..)?.to_vec();
    request.body(body.into()).ok()
}

use openssl::ssl::{SslConnector, SslMethod};
use openssl::stack::Stack;
use openssl::x509::X509StoreContext;
use openssl::x509::store::X509StoreBuilder;
use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};

use super::*;

/// Whether a server's certificate holds for a name at a time, in seconds since
/// 1970.
fn holds(authority: &Authority, server: &X509, name: &str, at: i64) -> bool {
    let mut store = X509StoreBuilder::new().unwrap();
    store.add_cert(authority.certificate.clone()).unwrap();
    let mut parameters = X509VerifyParam::new().unwrap();
    parameters.set_time(at);
    parameters.set_flags(X509VerifyFlags::X509_STRICT).unwrap();
    match name.parse() {
        Ok(address) => parameters.set_ip(address).unwrap(),
        Err(_) => parameters.set_host(name).unwrap(),
    }
    store.set_param(&parameters).unwrap();
    let store = store.build();
    let chain = Stack::new().unwrap();
    let mut context = X509StoreContext::new().unwrap();
    context
        .init(&store, server, &chain, |context| context.verify_cert())
        .unwrap()
}

#[test]
fn a_server_is_known_by_its_names_at_any_time() {
    let authority = Authority::new().unwrap();
    let names = ["localhost", "127.0.0.1", "::1", "*.us-east-1.amazonaws.com"];
    let (server, _) = authority.server(&names.map(str::to_owned)).unwrap();
    for (name, at, expected) in [
        ("localhost", 1_800_000_000, true),
        ("127.0.0.1", 1_800_000_000, true),
        ("::1", 1_800_000_000, true),
        ("ec2.us-east-1.amazonaws.com", 1_800_000_000, true),
        ("localhost", 1_000_000_000, true),
        ("localhost", 100_000_000_000, true),
        ("localhost", 900_000_000, false),
        ("192.0.2.1", 1_800_000_000, false),
        ("registry.example", 1_800_000_000, false),
    ] {
        assert_eq!(
            holds(&authority, &server, name, at),
            expected,
            "{name} {at}"
        );
    }
}

#[test]
fn another_authority_is_not_trusted() {
    let [one, other] = [0, 1].map(|_| Authority::new().unwrap());
    let (server, _) = one.server(&["localhost".to_owned()]).unwrap();
    assert!(!holds(&other, &server, "localhost", 1_800_000_000));
}

#[test]
fn the_file_is_one_that_tools_read() {
    let pem = Authority::new().unwrap().pem().unwrap();
    let certificate = X509::from_pem(pem.as_bytes()).unwrap();
    let mut connector = SslConnector::builder(SslMethod::tls_client()).unwrap();
    connector.cert_store_mut().add_cert(certificate).unwrap();
}

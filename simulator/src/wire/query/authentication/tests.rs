//! Whole requests against the world's keys: AWS's vectors as they would come
//! over a wire, and session tokens.

use bytes::Bytes;

use super::super::signature::tests::vectors::{self, Form, Vector};
use super::*;
use crate::clock::Mode;
use crate::wire::sample;
use crate::world::aws::account::{Principal, Session};

fn credential(session: Option<Session>) -> Credential {
    let account = "123456789012".parse().unwrap();
    let partition = byoip_vocabulary::region::Partition::Aws;
    Credential {
        secret: vectors::SECRET.to_owned(),
        principal: Principal::user(partition, account, "network-engineer"),
        session,
        permissions: Permissions::default(),
    }
}

fn session(token: &str) -> Option<Session> {
    let token = token.to_owned();
    Some(Session {
        token,
        expires: None,
    })
}

fn simulation(session: Option<Session>) -> Simulation {
    let mut genesis = sample::genesis();
    genesis.credentials = vec![("AKIDEXAMPLE".to_owned(), credential(session))];
    Simulation::new(genesis, Mode::Manual, signed_at())
}

/// When every vector was signed.
fn signed_at() -> Timestamp {
    "2015-08-30T12:36:00Z".parse().unwrap()
}

/// The vector as a server's HTTP library hands it over.
fn request(vector: &Vector, form: Form) -> Result<Request, ::http::Error> {
    let raw = vector.signed_request(form);
    let mut request = ::http::Request::builder()
        .method(raw.method.as_str())
        .uri(raw.target.as_str());
    for (name, value) in &raw.headers {
        request = request.header(name, value.trim());
    }
    request.body(Bytes::from(raw.body))
}

/// What cannot be asked of EC2's endpoint, and why; whatever is not named here
/// has to be believed.
fn exception(name: &str, form: Form) -> Option<&'static str> {
    match (name, form) {
        ("get-space-normalized" | "get-space-unnormalized", _) => {
            Some("the target of an HTTP request has no blank in it")
        }
        (name, _) if name.ends_with("-unnormalized") => Some("S3 alone signs a path as it is sent"),
        ("post-sts-header-after", Form::Query) => {
            Some("the services that take a token put in after signing are others")
        }
        _ => None,
    }
}

#[test]
fn every_vector_that_ec2_could_be_sent_is_believed() {
    let mut excepted = 0;
    for vector in vectors::all() {
        let simulation = simulation(vector.token().and_then(session));
        for form in [Form::Header, Form::Query] {
            let told = match request(&vector, form) {
                Ok(request) => verify(&simulation, signed_at(), &request).err(),
                Err(_) => Some(AuthenticationError::Unsigned),
            };
            let why = exception(&vector.name, form);
            assert_eq!(
                told.is_some(),
                why.is_some(),
                "{} {form:?}: {told:?}",
                vector.name
            );
            excepted += usize::from(why.is_some());
        }
    }
    // Of 76: two blanks and six paths of S3, in both forms, and one token.
    assert_eq!(excepted, 17);
}

/// A row for each way of being wrong with a token.
#[test]
fn session_tokens() {
    let vectors = vectors::all();
    let find = |name: &str| vectors.iter().find(|vector| vector.name == name).unwrap();
    let (plain, with_token) = (find("get-vanilla"), find("get-vanilla-with-session-token"));
    let right = session(with_token.token().unwrap());
    let ends = |at: &str| {
        let mut session = right.clone().unwrap();
        session.expires = Some(at.parse().unwrap());
        Some(session)
    };
    // The world begins on 2026-01-05 at nine; that is the time of sessions.
    use AuthenticationError::{SessionOver, WrongToken};
    for (vector, session, expected) in [
        (with_token, right.clone(), Ok(())),
        (with_token, ends("2026-01-05T09:00:01Z"), Ok(())),
        (with_token, ends("2026-01-05T09:00:00Z"), Err(SessionOver)),
        (with_token, session("another"), Err(WrongToken)),
        (with_token, None, Err(WrongToken)),
        (plain, right.clone(), Err(WrongToken)),
        (plain, None, Ok(())),
    ] {
        let simulation = simulation(session.clone());
        for form in [Form::Header, Form::Query] {
            let request = request(vector, form).unwrap();
            let told = verify(&simulation, signed_at(), &request).map(|_| ());
            assert_eq!(told, expected, "{} {form:?} {session:?}", vector.name);
        }
    }
}

/// What is not there, by name.
#[test]
fn incomplete_signatures() {
    let simulation = simulation(None);
    #[track_caller]
    fn check(simulation: &Simulation, request: ::http::request::Builder, missing: &'static str) {
        let request = request.body(Bytes::new()).unwrap();
        let told = verify(simulation, signed_at(), &request);
        assert_eq!(told, Err(AuthenticationError::Incomplete(missing)));
    }
    const SCOPE: &str = "AKIDEXAMPLE/20150830/us-east-1/ec2/aws4_request";
    let header = |value: &str| {
        ::http::Request::get("/")
            .header("x-amz-date", "20150830T123600Z")
            .header("authorization", value)
    };
    check(
        &simulation,
        header("Basic dGVzdDp0ZXN0"),
        "the algorithm AWS4-HMAC-SHA256",
    );
    check(
        &simulation,
        header("AWS4-HMAC-SHA256 Signature=0"),
        "Credential",
    );
    let unscoped = "AWS4-HMAC-SHA256 Credential=k, SignedHeaders=host, Signature=0";
    check(&simulation, header(unscoped), "a five-part Credential");
    let newer = SCOPE.replace("aws4", "aws5");
    let newer = format!("AWS4-HMAC-SHA256 Credential={newer}, SignedHeaders=host, Signature=0");
    check(
        &simulation,
        header(&newer),
        "a Credential that ends in /aws4_request",
    );
    check(
        &simulation,
        header("AWS4-HMAC-SHA256 Signatüre=0"),
        "an Authorization header in ASCII",
    );
    let hostless = format!("AWS4-HMAC-SHA256 Credential={SCOPE}, SignedHeaders=date, Signature=0");
    check(
        &simulation,
        header(&hostless),
        "host among the SignedHeaders",
    );
    let twice = header("AWS4-HMAC-SHA256 Signature=0").header("authorization", "x");
    check(&simulation, twice, "one Authorization header");

    let query = |query: &str| ::http::Request::get(format!("/?X-Amz-Signature=0{query}"));
    check(&simulation, query(""), "X-Amz-Credential");
    let scoped = format!("&X-Amz-Credential={SCOPE}&X-Amz-SignedHeaders=host&X-Amz-Date=x");
    check(&simulation, query(&scoped), "X-Amz-Algorithm");
    let old = format!("{scoped}&X-Amz-Algorithm=AWS3");
    check(&simulation, query(&old), "the algorithm AWS4-HMAC-SHA256");
    let undated = format!("{scoped}&X-Amz-Algorithm=AWS4-HMAC-SHA256");
    check(
        &simulation,
        query(&undated),
        "a date such as 20260105T090000Z",
    );
    let lasting = format!("{undated}&X-Amz-Expires=long");
    check(&simulation, query(&lasting), "X-Amz-Expires in seconds");
    let eternal = format!("{undated}&X-Amz-Expires=604801");
    check(
        &simulation,
        query(&eternal),
        "X-Amz-Expires of at most 604800 seconds",
    );
}

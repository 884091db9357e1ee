//! Manners against a service at its worst, spoken by a mock. The pauses are as
//! short as they can be: nothing here depends on how long they are.

use std::sync::atomic::AtomicUsize;

use jiff::SignedDuration;
use wiremock::matchers::{body_string_contains, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::super::range;
use super::super::tests::{clients, refusal};
use super::*;

const RANGE: &str = "198.18.1.0/24";

fn manners() -> Manners {
    let shortest = SignedDuration::from_nanos(1);
    Manners {
        between_readings: shortest,
        between_changes: shortest,
        pause: shortest,
        longest_pause: shortest,
        patience: SignedDuration::from_secs(60),
        renewal: SignedDuration::from_secs(60),
    }
}

struct Told(Arc<Mutex<Vec<String>>>);

impl Told {
    fn texts(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

fn service(server: &MockServer, manners: Manners, renew: Option<Renew>) -> (Service, Told) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let careful = Careful {
        manners,
        passing: Passing::new(None),
        renew,
        notice: Notice::new(move |text| heard.lock().unwrap().push(text.to_owned())),
    };
    (Service::careful(clients(server), careful), Told(told))
}

async fn answers(server: &MockServer, status: u16, body: &str, times: u64) {
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(status).set_body_raw(body, "text/xml"))
        .up_to_n_times(times)
        .expect(times)
        .mount(server)
        .await;
}

fn advertised() -> String {
    format!(
        "<AdvertiseByoipCidrResponse><byoipCidr><cidr>{RANGE}</cidr><state>advertised</state>\
         </byoipCidr></AdvertiseByoipCidrResponse>"
    )
}

#[tokio::test]
async fn a_throttled_call_is_made_again() {
    let server = MockServer::start().await;
    answers(
        &server,
        503,
        &refusal("RequestLimitExceeded", "slow down"),
        3,
    )
    .await;
    answers(&server, 200, &advertised(), 1).await;
    let (service, told) = service(&server, manners(), None);
    let answer = range::advertise(&service, RANGE).await.unwrap();
    assert_eq!(
        answer.pointer("/ByoipCidr/State").unwrap().as_str(),
        Some("advertised")
    );
    let told = told.texts();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told.iter()
            .all(|text| text.contains("RequestLimitExceeded")),
        "{told:?}"
    );
}

#[tokio::test]
async fn patience_has_an_end_and_the_last_answer_is_told() {
    let server = MockServer::start().await;
    answers(
        &server,
        503,
        &refusal("RequestLimitExceeded", "slow down"),
        1,
    )
    .await;
    let impatient = Manners {
        patience: SignedDuration::ZERO,
        ..manners()
    };
    let (service, _) = service(&server, impatient, None);
    let error = range::advertise(&service, RANGE).await.unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("RequestLimitExceeded: slow down"),
        "{error}"
    );
}

#[tokio::test]
async fn a_refusal_is_an_answer() {
    let server = MockServer::start().await;
    answers(&server, 400, &refusal("IncorrectState", "not yet"), 1).await;
    let (service, told) = service(&server, manners(), None);
    let error = range::advertise(&service, RANGE).await.unwrap_err();
    assert!(matches!(error, CallError::Refused { .. }), "{error:?}");
    assert!(told.texts().is_empty());
}

#[tokio::test]
async fn a_change_that_nobody_answers_is_not_made_again_blindly() {
    for (status, body) in [
        (500, refusal("InternalError", "we are sorry")),
        (503, refusal("Unavailable", "not now")),
        (502, "<html>Bad Gateway</html>".to_owned()),
        (200, "<cut".to_owned()),
    ] {
        let server = MockServer::start().await;
        answers(&server, status, &body, 1).await;
        let (service, _) = service(&server, manners(), None);
        let error = range::advertise(&service, RANGE).await.unwrap_err();
        assert!(
            matches!(error, CallError::Lost(_)),
            "{status} {body}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_reading_that_nobody_answers_is_made_again() {
    let server = MockServer::start().await;
    answers(&server, 500, &refusal("InternalError", "we are sorry"), 1).await;
    answers(&server, 502, "<html>Bad Gateway</html>", 1).await;
    answers(&server, 200, "<DescribeByoipCidrsResponse/>", 1).await;
    let (service, told) = service(&server, manners(), None);
    range::describe(&service, None).await.unwrap();
    assert_eq!(told.texts().len(), 2);
}

#[tokio::test]
async fn credentials_that_ran_out_are_taken_anew() {
    let server = MockServer::start().await;
    // They were good once.
    answers(&server, 200, &advertised(), 1).await;
    answers(&server, 400, &refusal("RequestExpired", "too late"), 2).await;
    answers(&server, 200, &advertised(), 1).await;
    let renewed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&renewed);
    let fresh = clients(&server);
    let renew: Renew = Arc::new(move || {
        let count = count.fetch_add(1, Ordering::Relaxed);
        let fresh = fresh.clone();
        Box::pin(async move {
            // The first time nobody has renewed them yet.
            if count == 0 {
                Err("no credentials yet".to_owned())
            } else {
                Ok(fresh)
            }
        })
    });
    let (service, told) = service(&server, manners(), Some(renew));
    range::advertise(&service, RANGE).await.unwrap();
    range::advertise(&service, RANGE).await.unwrap();
    assert_eq!(renewed.load(Ordering::Relaxed), 2);
    let told = told.texts();
    assert!(
        told.first()
            .unwrap()
            .contains("the credentials have run out"),
        "{told:?}"
    );
    assert!(told.contains(&"no credentials yet".to_owned()), "{told:?}");
}

#[tokio::test]
async fn nobody_can_renew_what_a_simulator_gave() {
    let server = MockServer::start().await;
    answers(&server, 400, &refusal("ExpiredToken", "too late"), 1).await;
    let (service, _) = service(&server, manners(), None);
    let error = range::advertise(&service, RANGE).await.unwrap_err();
    assert!(matches!(error, CallError::Refused { .. }), "{error:?}");
}

#[tokio::test]
async fn plain_calls_are_made_once() {
    let server = MockServer::start().await;
    answers(
        &server,
        503,
        &refusal("RequestLimitExceeded", "slow down"),
        1,
    )
    .await;
    let service = Service::plain(clients(&server));
    assert!(range::describe(&service, None).await.is_err());
}

#[tokio::test]
async fn a_page_that_leads_to_itself_is_the_last() {
    let server = MockServer::start().await;
    let page =
        "<DescribeByoipCidrsResponse><nextToken>again</nextToken></DescribeByoipCidrsResponse>";
    Mock::given(body_string_contains("DescribeByoipCidrs"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(page, "text/xml"))
        .expect(2)
        .mount(&server)
        .await;
    range::describe(&Service::plain(clients(&server)), None)
        .await
        .unwrap();
}

/// Nobody waits for what never was.
#[tokio::test]
async fn credentials_that_never_were_good_are_told_at_once() {
    let server = MockServer::start().await;
    answers(&server, 400, &refusal("ExpiredToken", "long ago"), 1).await;
    let fresh = clients(&server);
    let renew: Renew = Arc::new(move || {
        let fresh = fresh.clone();
        Box::pin(async move { Ok(fresh) })
    });
    let (service, told) = service(&server, manners(), Some(renew));
    assert!(range::describe(&service, None).await.is_err());
    assert!(told.texts().is_empty());
}

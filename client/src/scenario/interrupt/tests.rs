use super::*;

#[tokio::test]
async fn whoever_asks_twice_wants_it_at_once() {
    let interrupt = Interrupt::default();
    assert!(!interrupt.is_asked());
    assert_eq!(interrupt.clone().ask(), Urgency::AfterStep);
    interrupt.asked().await;
    assert_eq!(interrupt.ask(), Urgency::AtOnce);
    interrupt.at_once().await;
    assert_eq!(interrupt.ask(), Urgency::Abandon);
}

#[tokio::test]
async fn the_teardown_hears_the_last_word_only() {
    let interrupt = Interrupt::default();
    let teardown = interrupt.for_teardown();
    interrupt.ask_at_once();
    assert!(interrupt.is_asked());
    assert!(!teardown.is_asked());
    assert_eq!(interrupt.ask_at_once(), Urgency::Abandon);
    teardown.asked().await;
    teardown.at_once().await;
    assert!(teardown.is_asked());
}

#[tokio::test]
async fn a_wish_wakes_whoever_waits_for_it() {
    let interrupt = Interrupt::default();
    tokio::join!(interrupt.at_once(), async { interrupt.ask_at_once() });
}

use super::*;

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

fn perform(premises: &mut Premises, command: Command) -> Result<(), Refusal> {
    for fact in premises.decide(&command)? {
        premises.apply(&fact);
    }
    Ok(())
}

/// What is shut down does not answer, and the rest does.
#[test]
fn what_is_stopped_is_silent() {
    let mut premises = Premises::default();
    let (half, whole) = (prefix("198.18.1.0/24"), prefix("198.18.0.0/23"));
    let answers = |premises: &Premises| {
        ["198.18.0.1", "198.18.1.1", "2001:db8::1"].map(|it| premises.answers(it.parse().unwrap()))
    };
    assert_eq!(answers(&premises), [true, true, true]);
    perform(&mut premises, Command::Stop(half)).unwrap();
    assert_eq!(answers(&premises), [true, false, true]);
    perform(&mut premises, Command::Stop(whole)).unwrap();
    assert_eq!(answers(&premises), [false, false, true]);
    perform(&mut premises, Command::Start(whole)).unwrap();
    assert_eq!(answers(&premises), [true, false, true]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut premises = Premises::default();
    let (half, whole) = (prefix("198.18.1.0/24"), prefix("198.18.0.0/23"));
    assert_eq!(
        perform(&mut premises, Command::Start(whole)),
        Err(Refusal::NotStopped { prefix: whole })
    );
    perform(&mut premises, Command::Stop(whole)).unwrap();
    for prefix in [whole, half] {
        let by = whole;
        assert_eq!(
            perform(&mut premises, Command::Stop(prefix)),
            Err(Refusal::Stopped { prefix, by })
        );
    }
    assert_eq!(
        perform(&mut premises, Command::Start(half)),
        Err(Refusal::NotStopped { prefix: half })
    );
}

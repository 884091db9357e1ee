use super::*;

/// What is said, and what comes of it.
#[test]
fn members_that_make_no_dose() {
    for (times, sequence, probability, expected) in [
        (Some(0), None, None, DoseError::NoTimes),
        (Some(0), None, Some(0.5), DoseError::NoTimes),
        (None, Some(vec![]), None, DoseError::NoStrike),
        (None, Some(vec![false, false]), None, DoseError::NoStrike),
        (Some(2), Some(vec![true]), None, DoseError::SequenceAndMore),
        (
            None,
            Some(vec![true]),
            Some(0.5),
            DoseError::SequenceAndMore,
        ),
        (None, None, Some(0.0), DoseError::Probability),
        (None, None, Some(-0.1), DoseError::Probability),
        (None, None, Some(1.1), DoseError::Probability),
        (None, None, Some(f64::NAN), DoseError::Probability),
    ] {
        let dose = Dose::new(times, sequence.clone(), probability);
        assert_eq!(
            dose,
            Err(expected),
            "{times:?} {sequence:?} {probability:?}"
        );
    }
}

/// Which of ten occasions are struck.
#[test]
fn strikes_by_its_count_and_its_sequence() {
    let strikes = |dose: Dose| {
        let mut struck = Vec::new();
        for met in 0..10 {
            if dose.strikes(Draw::new(1), FaultId(1), met) {
                struck.push(met);
            }
            let count = u32::try_from(struck.len()).unwrap();
            if dose.ends_after(met, count) {
                return (struck, Some(met));
            }
        }
        (struck, None)
    };
    let dose = |times, sequence| Dose::new(times, sequence, None).unwrap();
    assert_eq!(strikes(dose(None, None)), ((0..10).collect(), None));
    assert_eq!(strikes(dose(Some(2), None)), (vec![0, 1], Some(1)));
    let sequence = vec![false, true, false, true, false];
    assert_eq!(strikes(dose(None, Some(sequence))), (vec![1, 3], Some(4)));
}

#[test]
fn chance_is_the_seeds() {
    let dose = Dose::new(None, None, Some(0.3)).unwrap();
    let struck = |seed, fault| -> Vec<u64> {
        let strikes = |met: &u64| dose.strikes(Draw::new(seed), FaultId(fault), *met);
        (0..1_000).filter(strikes).collect()
    };
    assert_eq!(struck(1, 1), struck(1, 1));
    assert_ne!(struck(1, 1), struck(2, 1));
    assert_ne!(struck(1, 1), struck(1, 2));
    let count = struck(1, 1).len();
    assert!((250..350).contains(&count), "{count} of 1000");
    let always = Dose::new(None, None, Some(1.0)).unwrap();
    assert!((0..1_000).all(|met| always.strikes(Draw::new(1), FaultId(1), met)));
}

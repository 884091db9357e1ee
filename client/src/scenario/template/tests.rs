use super::*;

fn fill(text: &str) -> Result<String, String> {
    let mut variables = Variables::default();
    variables.set("half", "198.18.1.0/24");
    variables.set_now("2026-01-05T09:00:00Z".parse().unwrap());
    variables
        .fill(text, &Place::start())
        .map_err(|problem| problem.what)
}

#[test]
fn holes_take_values() {
    let table = [
        ("no hole", "no hole"),
        ("{{half}}", "198.18.1.0/24"),
        ("<{{ half }}|{{half}}>", "<198.18.1.0/24|198.18.1.0/24>"),
        ("{{now}}", "2026-01-05T09:00:00Z"),
        ("{{now+2h}}", "2026-01-05T11:00:00Z"),
        ("{{now-1d}}", "2026-01-04T09:00:00Z"),
        ("{{today}}", "2026-01-05"),
        ("{{today+30d}}", "2026-02-04"),
        ("{{today+1w}}", "2026-01-12"),
        ("{{today-1d}}", "2026-01-04"),
        ("{ {half} }", "{ {half} }"),
        ("", ""),
    ];
    for (text, filled) in table {
        assert_eq!(fill(text), Ok(filled.to_owned()), "{text}");
    }
}

#[test]
fn a_hole_that_cannot_be_filled_is_an_error() {
    for text in [
        "{{other}}",
        "{{half",
        "{{today+30}}",
        "{{today+99999999d}}",
        "{{now+soon}}",
    ] {
        assert!(fill(text).is_err(), "{text}");
    }
}

#[test]
fn the_check_before_a_run_finds_what_a_run_would() {
    let check = |text| check(text, &Place::start(), ["half"]).is_ok();
    for text in [
        "{{half}}",
        "{{account}} {{region}} {{now}} {{now+2h}} {{today+1d}}",
        "}}",
    ] {
        assert!(check(text), "{text}");
    }
    for text in ["{{other}}", "{{half", "{{today+30}}", "{{now+1}}"] {
        assert!(!check(text), "{text}");
    }
}

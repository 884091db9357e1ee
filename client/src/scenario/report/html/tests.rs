use super::*;
use crate::scenario::outcome::tests::sample;

#[test]
fn everything_about_a_run_is_on_its_page() {
    let page = report(&[sample()]);
    for part in [
        "<title>A sample: failed</title>",
        "<dt>File</dt><dd><code>sample.yaml</code></dd>",
        "<dt>Target</dt><dd><code>embedded</code></dd>",
        "<dt>Seed</dt><dd>7</dd>",
        "<dd>1 passed, 1 failed, 1 skipped</dd>",
        "2026-01-05 09:00:00 to 2026-01-06 10:30:00 UTC (1d1h30m)",
        "^^^^^^^^^^ wanted 1 elements",
        "<svg class=\"timeline\"",
        "<td>198.18.1.0/24</td><td>advertised</td>",
        "198.18.1.0/24 is advertised from AS14618</li>",
        "<p class=\"said\">an earlier step failed</p>",
        "<code>byoip run sample.yaml --target embedded --seed 7</code>",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("<h1>"), "one run needs no list of runs");
}

#[test]
fn the_page_fetches_and_runs_nothing() {
    let page = report(&[sample(), sample()]);
    for part in ["<script", "<link", "<img", "src=", "url(", "@import"] {
        assert!(!page.contains(part), "{part}");
    }
    let mut links = page.split("href=\"").skip(1);
    assert!(links.all(|link| link.starts_with('#')));
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn every_link_leads_somewhere() {
    let mut run = sample();
    run.trouble = run.steps[1].outcome.failures().first().cloned();
    let page = report(&[run, sample()]);
    let targets: Vec<&str> = page
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        targets,
        [
            "scenario-1",
            "scenario-2",
            "scenario-1-failure-2",
            "scenario-2-failure-1",
        ]
    );
    for target in targets {
        let id = format!("id=\"{target}\"");
        assert_eq!(page.matches(&id).count(), 1, "{target}");
    }
}

#[test]
fn no_text_of_a_run_is_taken_for_markup() {
    let evil = "<img src=x onerror='a()'> & \"b\" \u{1b}[1m";
    let mut run = sample();
    run.scenario = evil.to_owned();
    run.source.path = evil.to_owned();
    run.source.text = run.source.text.replace("count", evil);
    run.repeat = evil.to_owned();
    for step in &mut run.steps {
        step.name = evil.to_owned();
        step.said = evil.to_owned();
        for event in &mut step.events {
            event.text = evil.to_owned();
        }
    }
    let page = report(&[run.clone(), run]);
    assert!(!page.contains("<img"), "{page}");
    assert!(!page.contains('\u{1b}'));
    assert!(page.contains("&lt;img src=x onerror=&#39;a()&#39;&gt; &amp; &quot;b&quot;"));
}

#[test]
fn a_run_of_which_nothing_ran_says_why() {
    let mut run = sample();
    run.steps.clear();
    run.skipped = Some("`openssl` is not installed".to_owned());
    let page = report(&[run]);
    assert!(page.contains("<title>A sample: skipped</title>"));
    assert!(page.contains("<dt>Skipped because</dt><dd>`openssl` is not installed</dd>"));
    assert!(!page.contains("<svg"), "{page}");
}

#[test]
fn parts_have_a_heading_and_a_skip_its_own_reason() {
    let mut run = sample();
    for step in run.steps.iter_mut().skip(2) {
        step.section = Section::Teardown;
        step.said = "only on aws".to_owned();
    }
    let page = report(&[run]);
    assert_eq!(page.matches("<h4>In the end</h4>").count(), 1, "{page}");
    assert_eq!(page.matches("<p class=\"said\">only on aws</p>").count(), 1);
    assert!(!page.contains("an earlier step failed"), "{page}");
}

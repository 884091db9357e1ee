use super::*;
use crate::scenario::outcome::tests::sample;

fn reports(folder: &Path) -> Reports {
    let at = |name: &str| Some(folder.join(name));
    Reports {
        junit: at("junit.xml"),
        json: at("results.json"),
        tap: at("results.tap"),
        html: at("results.html"),
        github_summary: Some(at("summary.md")),
    }
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn every_report_is_written_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let reports = reports(folder.path());
    reports.check(None).unwrap();
    for _ in 0..2 {
        reports.write(&[sample()]).unwrap();
    }
    let beginnings = [
        ("junit.xml", "<?xml"),
        ("results.json", "{\n  \"format\": 1"),
        ("results.tap", "TAP version 14\n"),
        ("results.html", "<!doctype html>\n"),
        ("summary.md", "## The scenario"),
    ];
    for (name, beginning) in beginnings {
        let text = read(folder.path(), name);
        assert!(text.starts_with(beginning), "{name}: {text}");
        // The summary grows, for several commands of a job may write into it.
        let times = if name == "summary.md" { 2 } else { 1 };
        assert_eq!(text.matches(beginning).count(), times, "{name}");
    }
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, beginnings.len(), "something was left behind");
}

#[test]
fn a_folder_that_is_not_there_is_told_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("reports");
    let failure = reports(&missing).check(None).unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    assert!(failure.to_string().ends_with("; make it first"));
    let here = Reports {
        tap: Some(PathBuf::from("results.tap")),
        ..Reports::default()
    };
    assert_eq!(here.check(None), Ok(()));
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_leads_to_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    std::fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write(&link, "new").unwrap();
    assert_eq!(read(folder.path(), "real"), "new");
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    write(Path::new("/dev/null"), "new").unwrap();
}

#[test]
fn two_reports_need_two_files_and_a_device_takes_all() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| Some(folder.path().join(name));
    let both = |junit, json| Reports {
        junit,
        json,
        ..Reports::default()
    };
    std::fs::create_dir(folder.path().join("below")).unwrap();
    let failure = both(at("x"), at("below/../x")).check(None).unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    let told = failure.to_string();
    assert!(
        told.starts_with("--junit and --json are one file, "),
        "{told}"
    );
    assert_eq!(both(at("x"), at("below/x")).check(None), Ok(()));
    assert!(both(at("x"), None).check(at("x").as_deref()).is_err());
    #[cfg(unix)]
    {
        let null = || Some(PathBuf::from("/dev/null"));
        assert_eq!(both(null(), null()).check(None), Ok(()));
    }
    let stdout = both(Some("-".into()), None).check(None).unwrap_err();
    assert!(stdout.to_string().ends_with("name one, or /dev/stdout"));
}

#[cfg(unix)]
#[test]
fn no_report_replaces_what_is_read_through_whatever_link() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("story.yaml"), "version: 1").unwrap();
    std::os::unix::fs::symlink(at("story.yaml"), at("soft")).unwrap();
    std::fs::hard_link(at("story.yaml"), at("hard")).unwrap();
    for name in ["story.yaml", "soft", "hard"] {
        let reports = Reports {
            tap: Some(at(name)),
            ..Reports::default()
        };
        let failure = reports.spare([&at("story.yaml")]).unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage);
        assert!(failure.to_string().contains("which the run reads"));
        assert_eq!(reports.spare([&at("other.yaml")]), Ok(()));
    }
}

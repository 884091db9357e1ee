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
    reports.check().unwrap();
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
    let failure = reports(&missing).check().unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    assert!(failure.to_string().ends_with("; make it first"));
    let here = Reports {
        tap: Some(PathBuf::from("results.tap")),
        ..Reports::default()
    };
    assert_eq!(here.check(), Ok(()));
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

use super::*;

struct Only(&'static str);

impl Files for Only {
    fn read(&self, path: &str) -> Result<String, String> {
        (path == self.0)
            .then(|| "text".to_owned())
            .ok_or_else(|| "not there".to_owned())
    }
}

#[test]
fn a_file_is_looked_for_beside_the_one_that_names_it() {
    for (from, name, path) in [
        ("a.yaml", "b.yaml", "b.yaml"),
        ("x/a.yaml", "b.yaml", "x/b.yaml"),
        ("x/a.yaml", "./parts/b.yaml", "x/parts/b.yaml"),
        ("x/y/a.yaml", "../b.yaml", "x/b.yaml"),
        ("a.yaml", "../b.yaml", "../b.yaml"),
        ("../a.yaml", "../b.yaml", "../../b.yaml"),
        ("x/a.yaml", "/b.yaml", "/b.yaml"),
    ] {
        let found = beside(&Only(path), from, name).map(|source| source.path);
        assert_eq!(found, Ok(path.to_owned()), "{name} beside {from}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let missing = beside(&Only("x"), "a/b.yaml", "c.csv");
    assert_eq!(missing, Err("cannot read a/c.csv: not there".to_owned()));
}

#[test]
fn what_has_no_end_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let limit = usize::try_from(SIZE_LIMIT).unwrap();
    let full = "x".repeat(limit);
    assert_eq!(Disk.read(&file("full", full.as_bytes())), Ok(full.clone()));
    for (path, told) in [
        (file("longer", format!("{full}x").as_bytes()), "1048576"),
        (file("binary", b"\xff"), "not a text file"),
        (folder.path().to_str().unwrap().to_owned(), "a folder"),
        #[cfg(unix)]
        ("/dev/zero".to_owned(), "a device"),
    ] {
        let refused = Disk.read(&path);
        assert!(
            refused.as_ref().is_err_and(|it| it.contains(told)),
            "{refused:?}"
        );
    }
}

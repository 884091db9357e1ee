use openssl::rsa::Rsa;

use super::*;

#[test]
fn either_layout_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let key = PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap();
    let subject = Subject::named("byoip.example.com");
    let made = new(&key, &subject, Timestamp::UNIX_EPOCH, 365).unwrap();
    for layout in [Layout::Lines, Layout::OneLine] {
        let path = folder.path().join(format!("{layout:?}.pem"));
        write(&path, &made, layout, false).unwrap();
        assert_eq!(read(&path).unwrap(), made);
    }
    let one_line = std::fs::read_to_string(folder.path().join("OneLine.pem")).unwrap();
    assert!(!one_line.contains('\n'));
    assert_ne!(
        new(&key, &subject, Timestamp::UNIX_EPOCH, 365).unwrap(),
        made,
        "each has its own serial number"
    );
}

#[test]
fn says_what_is_wrong_with_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("certificate.pem");
    std::fs::write(&path, "-----BEGIN CERTIFICATE-----MII").unwrap();
    assert_eq!(
        read(&path).unwrap_err().to_string(),
        format!(
            "no certificate in {}: no -----END CERTIFICATE----- stands behind it; \
             make one with byoip cert new",
            path.display()
        )
    );
}

use super::*;

#[test]
fn reads_as_it_is_written() {
    for text in ["embedded", "aws", "url=http://127.0.0.1:4566"] {
        assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
    }
    assert_eq!(
        "url=http://127.0.0.1:4566/".parse(),
        Ok(Target::Url("http://127.0.0.1:4566".to_owned()))
    );
}

#[test]
fn what_names_no_target_says_what_would() {
    let error = |text: &str| text.parse::<Target>().unwrap_err();
    assert_eq!(error("url"), ParseTargetError::NoUrl);
    assert_eq!(error("url=127.0.0.1:4566"), ParseTargetError::NoUrl);
    assert_eq!(error("http://127.0.0.1:4566"), ParseTargetError::Unknown);
    assert_eq!(error("AWS"), ParseTargetError::Unknown);
}

use serde_json::Value;

use super::*;

/// Reads `{"items": [{"name": text, "size": number}]}`.
fn read(body: &str) -> Result<Vec<(String, Option<u64>)>, Fault> {
    let whole = Object::read(body.as_bytes())?;
    whole.check_names(&["items"])?;
    let items = whole.required_objects("items")?;
    let item = |item: Object| {
        item.check_names(&["name", "size"])?;
        let size = item.optional("size", "a whole number", Value::as_u64)?;
        Ok((item.text("name")?, size))
    };
    items.into_iter().map(item).collect()
}

#[test]
fn a_body_of_the_right_shape() {
    let body = r#"{"items": [{"name": "a", "size": 1}, {"name": "b", "size": null}]}"#;
    let expected = vec![("a".to_owned(), Some(1)), ("b".to_owned(), None)];
    assert_eq!(read(body), Ok(expected));
}

/// The place, what is there, and what is wanted.
#[test]
fn a_fault_says_where_and_what() {
    for (body, expected) in [
        ("", "it is not JSON at line 1, column 0"),
        ("{\n]", "it is not JSON at line 2, column 1"),
        ("[[]]", "the body is a list; it must be an object"),
        ("null", "the body is null; it must be an object"),
        ("{}", "items is missing; it must be a list of objects"),
        (
            r#"{"items": {}}"#,
            "items is an object; it must be a list of objects",
        ),
        (
            r#"{"items": [["a", 1]]}"#,
            "items[0] is a list; it must be an object",
        ),
        (
            r#"{"items": [{"name": "a"}, {"name": 5}]}"#,
            "items[1].name is 5; it must be text",
        ),
        (
            r#"{"items": [{"name": "a", "size": "x"}]}"#,
            r#"items[0].size is "x"; it must be a whole number"#,
        ),
        (
            r#"{"items": [{"name": "a", "sise": 1}]}"#,
            "items[0].sise is not known; there are name, size",
        ),
        (
            r#"{"items": [], "a\u0007\r\nb": 1}"#,
            "ab is not known; there are items",
        ),
    ] {
        let fault = read(body).unwrap_err();
        assert_eq!(fault.to_string(), expected, "{body}");
    }
    let long = format!(
        r#"{{"items": [{{"name": "a", "size": "{}"}}]}}"#,
        "x".repeat(99)
    );
    let fault = read(&long).unwrap_err().to_string();
    assert_eq!(
        fault,
        "items[0].size is a longer text; it must be a whole number"
    );
}

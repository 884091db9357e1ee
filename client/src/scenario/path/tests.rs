use serde_json::json;

use super::*;

fn find(path: &str) -> Result<Value, String> {
    let answer = json!({
        "ByoipCidrs": [{ "Cidr": "198.18.1.0/24" }, { "Cidr": "198.18.0.0/24" }],
        "a.b": { "c": 1 },
    });
    let path: Path = path
        .parse()
        .map_err(|error: ParsePathError| error.to_string())?;
    path.find(&answer).cloned().map_err(|end| match end.hint {
        Some(hint) => format!("{}; {hint}", end.text),
        None => end.text,
    })
}

#[test]
fn leads_to_members_and_elements() {
    assert_eq!(find("ByoipCidrs[0].Cidr"), Ok(json!("198.18.1.0/24")));
    assert_eq!(find("ByoipCidrs[-1].Cidr"), Ok(json!("198.18.0.0/24")));
    assert_eq!(find("[\"a.b\"].c"), Ok(json!(1)));
    assert!(find(".").unwrap().is_object());
}

#[test]
fn a_dead_end_says_how_far_it_led() {
    let table = [
        (
            "ByoipCidrs[0].State",
            "nothing: ByoipCidrs[0] has no member `State`; there are `Cidr`",
        ),
        (
            "ByoipCidrs[0].Cird",
            "nothing: ByoipCidrs[0] has no member `Cird`; did you mean `Cidr`?",
        ),
        (
            "ByoipCidrs[2]",
            "nothing: ByoipCidrs has 2 elements, no [2]",
        ),
        (
            "ByoipCidrs[-3]",
            "nothing: ByoipCidrs has 2 elements, no [-3]",
        ),
        (
            "ByoipCidrs.Cidr",
            "nothing: ByoipCidrs has no members, so no `Cidr`",
        ),
        ("[0]", "nothing: the answer is no list, so no [0]"),
    ];
    for (path, said) in table {
        assert_eq!(find(path), Err(said.to_owned()), "{path}");
    }
}

#[test]
fn what_is_no_path() {
    for text in ["", "a.", ".a", "a..b", "a[", "a[x]", "a[\"b]"] {
        assert!(text.parse::<Path>().is_err(), "{text}");
    }
}

use super::*;

#[test]
fn values_come_by_label_in_order() {
    let text = "\
# start
NetHandle:      NET-198-18-0-0-1
Comment:        one: two
Comment:        three

% a remark: not a label
inetnum:        192.0.2.0 - 192.0.2.255";
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        Value::Object(labels(&lines)),
        json!({
            "NetHandle": ["NET-198-18-0-0-1"],
            "Comment": ["one: two", "three"],
            "inetnum": ["192.0.2.0 - 192.0.2.255"],
        })
    );
    assert_eq!(first(&labels(&lines), &NETWORK), Some("NET-198-18-0-0-1"));
    assert_eq!(first(&labels(&lines), &OWNER), None);
}

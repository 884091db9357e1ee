use super::*;

#[test]
fn each_origin_counts_once() {
    // RIPEstat writes the number as a text; some peers see the old origin still.
    let document = json!({ "data": { "rrcs": [
        { "rrc": "RRC00", "peers": [{ "asn_origin": "64500" }, { "asn_origin": "14618" }] },
        { "rrc": "RRC01", "peers": [{ "asn_origin": "14618" }, { "as_path": "1 2 3" }] },
        { "rrc": "RRC03" },
    ] } });
    assert_eq!(origins(&document), ["AS14618", "AS64500"]);
    assert!(origins(&json!({ "data": { "rrcs": [] } })).is_empty());
    assert!(origins(&json!("not the document")).is_empty());
}

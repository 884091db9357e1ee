use super::*;

const HANDLE: &str = "198.19.128.0 - 198.19.131.255";

#[test]
fn has_its_own_members_in_its_own_order() {
    let mut world = sample::world();
    sample::publish(&mut world, HANDLE, Field::Descr, &["not shown"]);
    sample::publish(&mut world, HANDLE, Field::Remarks, &["one", PEM]);
    let network = found(Registry::Afrinic, "/rdap/ip/198.19.129.0/24", &world);
    assert_eq!(
        members(&network),
        "rdapConformance notices handle lang remarks links events status \
         port43 name type country entities startAddress endAddress \
         ipVersion cidr0_cidrs objectClassName"
    );
    assert_eq!(
        network["rdapConformance"],
        json!(["rdap_level_0", "nro_rdap_profile_0", "cidr0"])
    );
    assert_eq!(network["handle"], HANDLE);
    assert_eq!(network["name"], "ORG-EX1-AFRINIC");
    assert_eq!(
        network["remarks"],
        json!([
            { "title": "Remark", "description": ["one"] },
            { "title": "Remark", "description": [PEM] },
        ])
    );
    assert_eq!(
        roles(&network),
        [
            ("EX1-AFRINIC", "[\"technical\"]".to_owned()),
            ("EX1-AFRINIC", "[\"administrative\"]".to_owned()),
            ("ORG-EX1-AFRINIC", "[\"registrant\"]".to_owned()),
        ]
    );
    let notices = network["notices"].as_array().unwrap();
    let titles: Vec<&Value> = notices.iter().map(|notice| &notice["title"]).collect();
    assert_eq!(
        titles,
        [
            "ABOUT",
            "Terms and Conditions",
            "Whois Inaccuracy Reporting",
            "jCard sunset end",
            "jCard deprecation end"
        ]
    );
}

/// The link to a network has raw blanks and no type, and can be followed.
#[test]
fn links_by_the_handle() {
    let world = sample::world();
    let network = found(Registry::Afrinic, "/rdap/ip/198.19.129.0", &world);
    let this = format!("http://127.0.0.1:4566/rdap.afrinic.net/rdap/ip/{HANDLE}");
    assert_eq!(
        network["links"],
        json!([{ "value": this, "rel": "self", "href": this }])
    );
    let path = format!("/rdap/ip/{}", HANDLE.replace(' ', "%20"));
    let again = found(Registry::Afrinic, &path, &world);
    assert_eq!(again["handle"], HANDLE);
}

#[test]
fn an_as_number_has_the_name_of_its_holder() {
    let autnum = found(Registry::Afrinic, "/rdap/autnum/AS64504", &sample::world());
    assert_eq!(
        members(&autnum),
        "rdapConformance notices handle lang links events status port43 \
         name entities startAutnum endAutnum objectClassName"
    );
    assert_eq!(autnum["name"], "ORG-EX1-AFRINIC");
    assert_eq!(autnum["rdapConformance"][2], "nro_rdap_profile_asn_flat_0");
}

/// Cards as recorded: an organisation's telephone is for work and its address
/// fills the fields from the first on; a person has no address.
#[test]
fn cards_have_their_parts() {
    let network = found(Registry::Afrinic, "/rdap/ip/198.19.129.0", &sample::world());
    let tel = |entity: usize| card(&network, entity, "tel");
    assert_eq!(
        tel(0),
        json!(["tel", { "type": "voice" }, "text", "+1-555-0100"])
    );
    assert_eq!(
        tel(2),
        json!(["tel", { "type": "work" }, "text", "tel:+1-555-0100"])
    );
    assert_eq!(card(&network, 0, "adr"), Value::Null);
    let lines = ["1 Example Street", "Suite 2", "00000 Springfield", "US"];
    let [street, suite, city, country] = lines;
    assert_eq!(
        card(&network, 2, "adr"),
        json!([
            "adr",
            { "label": lines.join("\n") },
            "text",
            [street, suite, city, country, "", "", ""],
        ])
    );
}

/// A property of an entity's card.
fn card(answer: &Value, entity: usize, name: &str) -> Value {
    let properties = answer["entities"][entity]["vcardArray"][1].as_array();
    let mut properties = properties.unwrap().iter();
    let found = properties.find(|property| property[0] == name);
    found.cloned().unwrap_or_default()
}

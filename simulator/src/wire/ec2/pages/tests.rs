use super::*;
use crate::wire::ec2::actions;
use crate::wire::ec2::tests::{ask, signed, simulation, text, values, wall};

/// The sizes that are none and the token that was never given out.
#[test]
fn refuses() {
    let simulation = simulation();
    for (page, code) in [
        ("MaxResults=4", "InvalidParameterValue"),
        ("MaxResults=1001", "InvalidParameterValue"),
        ("MaxResults=x", "InvalidParameterValue"),
        ("MaxResults=-1", "InvalidParameterValue"),
        ("NextToken=x", "InvalidNextToken"),
        ("NextToken=", "InvalidNextToken"),
    ] {
        let asked = ask(&simulation, &format!("Action=DescribeVpcs&{page}"));
        assert_eq!(asked, (400, code.to_owned()), "{page}");
    }
}

/// A loop that deletes each page before it asks for the next sees everything.
#[test]
fn what_is_deleted_between_pages_skips_nothing() {
    let simulation = simulation();
    let send = |body: &str| text(&simulation, body);
    for number in 0..12 {
        send(&format!("Action=CreateVpc&CidrBlock=10.{number}.0.0/16"));
    }
    let all = "Action=DescribeVpcs&Filter.1.Name=cidr&Filter.1.Value.1=10.*.0.0/16";
    let there = values(&send(all), "vpcId");
    let (mut seen, mut asked) = (Vec::new(), format!("{all}&MaxResults=5"));
    loop {
        let page = send(&asked);
        let vpcs = values(&page, "vpcId");
        for vpc in &vpcs {
            send(&format!("Action=DeleteVpc&VpcId={vpc}"));
        }
        seen.extend(vpcs);
        let Some(token) = values(&page, "nextToken").pop() else {
            break;
        };
        let token = token.replace('+', "%2B");
        asked = format!("{all}&MaxResults=5&NextToken={token}");
        let elsewhere = format!("Action=DescribeSubnets&NextToken={token}");
        let refused = (400, "InvalidNextToken".to_owned());
        assert_eq!(ask(&simulation, &elsewhere), refused);
    }
    assert!(there.len() >= 12, "{there:?}");
    assert_eq!(seen, there);
}

/// What the table says is what is answered: its ends are taken, what lies one
/// beyond is not; and every action with pages has a row.
#[test]
fn the_table_is_what_is_answered() {
    let simulation = simulation();
    let rows: Vec<_> = sizes::ALL.iter().filter(|it| it.service == "ec2").collect();
    for row in &rows {
        let action = actions::all().find(|it| it.name == row.action).unwrap();
        let others = action.required.iter().filter(|it| **it != row.parameter);
        let others: String = others.map(|it| format!("&{it}=x")).collect();
        let mut refused = |size: u32| {
            let body = format!("Action={}&MaxResults={size}{others}", row.action);
            let request = signed(&format!("Version=2016-11-15&{body}"), "test");
            let answer = crate::wire::aws::answer(&simulation, wall(), &request);
            let text = String::from_utf8(answer.body).unwrap();
            text.contains("for parameter MaxResults")
        };
        let (least, most) = (*row.range.start(), *row.range.end());
        let seen = [least - 1, least, most, most + 1].map(&mut refused);
        assert_eq!(seen, [true, false, false, true], "{}", row.action);
    }
    let with_pages = actions::all().filter(|it| it.parameters.contains(&"MaxResults"));
    let mut with_pages: Vec<&str> = with_pages.map(|it| it.name).collect();
    with_pages.sort_unstable();
    let mut told: Vec<&str> = rows.iter().map(|it| it.action).collect();
    told.sort_unstable();
    assert_eq!(told, with_pages);
}

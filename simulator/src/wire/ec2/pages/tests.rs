use super::*;
use crate::wire::ec2::actions;
use crate::wire::ec2::tests::{signed, simulation, wall};

fn read(form: &str) -> Result<Page, ServiceError> {
    Page::read(&Form::parse(form).unwrap(), 1..=100)
}

#[test]
fn walks_through_everything_once() {
    let items: Vec<u32> = (0..5).collect();
    let (first, token) = read("MaxResults=2").unwrap().cut(items.clone());
    assert_eq!(first, [0, 1]);
    let form = format!("MaxResults=2&NextToken={}", token.unwrap());
    let (second, token) = read(&form).unwrap().cut(items.clone());
    assert_eq!(second, [2, 3]);
    let form = format!("MaxResults=2&NextToken={}", token.unwrap());
    let (last, token) = read(&form).unwrap().cut(items);
    assert_eq!((last, token), (vec![4], None));
}

#[test]
fn a_full_last_page_has_no_token() {
    assert_eq!(
        read("MaxResults=2").unwrap().cut(vec![1, 2]),
        (vec![1, 2], None)
    );
    assert_eq!(read("").unwrap().cut(vec![1, 2]), (vec![1, 2], None));
}

#[test]
fn refuses() {
    for form in [
        "MaxResults=0",
        "MaxResults=101",
        "MaxResults=x",
        "MaxResults=-1",
        "NextToken=x",
    ] {
        assert!(read(form).is_err(), "{form}");
    }
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

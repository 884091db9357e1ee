use super::*;

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

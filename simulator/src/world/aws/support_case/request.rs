//! What a case asks for, read from its words.
//!
//! Nobody has published how support reads; the whole rule is this:
//! - a subject with `remove email sending limitations`, the title of AWS's form,
//!   asks to open port 25;
//! - a subject with `BYOIP` and `quota` asks to raise the quota of ranges, to the
//!   first number that follows the word `to`;
//! - the Region is the first one that the text names, else the one called.
//!
//! Body and subject are read in this order, in upper or lower case.

use byoip_vocabulary::region::Region;

use super::Ask;

/// Reads a case.
pub(super) fn read(subject: &str, body: &str, called: &Region) -> Ask {
    let subject = subject.to_ascii_lowercase();
    let text = format!("{} {subject}", body.to_ascii_lowercase());
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .collect();
    let region = words.iter().find_map(|word| region(word));
    let region = region.unwrap_or_else(|| called.clone());
    if subject.contains("remove email sending limitations") {
        return Ask::Port25 { region };
    }
    if subject.contains("byoip") && subject.contains("quota") {
        let after_to = words.windows(2).find_map(|pair| match pair {
            ["to", number] => number.parse().ok(),
            _ => None,
        });
        if let Some(quota) = after_to {
            return Ask::RangeQuota { region, quota };
        }
    }
    Ask::Else
}

/// A Region's name; every one begins with two letters or with `eusc`, which
/// tells it from other words with hyphens and a number.
fn region(word: &str) -> Option<Region> {
    let (first, _) = word.split_once('-')?;
    (first.len() == 2 || first == "eusc")
        .then(|| word.parse().ok())
        .flatten()
}

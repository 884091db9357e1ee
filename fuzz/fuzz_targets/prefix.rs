//! A prefix: what is read is canonical, lies between its own ends and is covered
//! by itself.

#![no_main]

use byoip_vocabulary::prefix::Prefix;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(prefix) = text.parse::<Prefix>() else {
        return;
    };
    assert_eq!(prefix.to_string().parse(), Ok(prefix));
    assert!(prefix.covers(prefix) && prefix.overlaps(prefix));
    assert!(prefix.contains(prefix.first()) && prefix.contains(prefix.last()));
    assert_eq!(prefix.nth(0), Some(prefix.first()));
    if let Some([low, high]) = prefix.halves() {
        assert!(prefix.covers(low) && prefix.covers(high) && !low.overlaps(high));
    }
});

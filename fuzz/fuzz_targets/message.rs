//! The authorization message and its signature's text: what is read and written
//! again reads as the same.

#![no_main]

use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::signature::Signature;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match AuthorizationMessage::parse(text) {
        Ok(message) => assert_eq!(
            AuthorizationMessage::parse(&message.to_string()),
            Ok(message)
        ),
        Err(wrong) => assert!(!wrong.to_string().is_empty()),
    }
    if let Ok(signature) = text.parse::<Signature>() {
        assert_eq!(signature.to_string().parse(), Ok(signature));
    }
});

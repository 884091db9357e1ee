//! The search for certificates in a registry's free text: what is found stands
//! within the lines, and a certificate that was read is read again from its PEM.

#![no_main]

use byoip_vocabulary::certificate::{Certificate, search};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let lines: Vec<&str> = text.split('\n').collect();
    for found in search::find(&lines) {
        assert!(found.lines.start() <= found.lines.end());
        assert!(*found.lines.end() < lines.len());
        if let Ok(certificate) = found.outcome {
            let again = Certificate::from_pem(&certificate.to_pem());
            assert_eq!(
                again.map(|it| it.fingerprint()),
                Ok(certificate.fingerprint())
            );
        }
    }
});

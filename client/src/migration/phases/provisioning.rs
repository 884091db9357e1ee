//! Provisioning: the ranges are brought to AWS, which reviews them.

use super::super::Migration;
use super::super::script::{Script, quoted};
use super::{SPACING, numbered, plain, wait_for_state};

pub(super) fn write(migration: &Migration, script: &mut Script) {
    script.phase(
        "Provisioning",
        "AWS reviews certificate, signature and ROAs, which takes hours as a rule and up to a \
         week. All of them stay as they are until then.",
    );
    for (index, range) in numbered(migration) {
        if index > 1 {
            script.step("leave ten seconds between two calls, as AWS asks", SPACING);
        }
        let mut keys = format!(
            "provision:\n  cidr: {}\n  message: \"{{{{message_{index}}}}}\"\n  signature: \
             \"{{{{signature_{index}}}}}\"\n",
            plain(&range.cidr.to_string())
        );
        if let Some(description) = &range.description {
            keys.push_str(&format!("  description: {}\n", quoted(description)));
        }
        keys.push_str("expect: { ByoipCidr.State: pending-provision }");
        script.step(&format!("bring {}", range.cidr), &keys);
    }
    for (index, range) in numbered(migration) {
        let cidr = plain(&range.cidr.to_string());
        let mut keys = wait_for_state(&cidr, "provisioned");
        if !range.addresses.is_empty() {
            keys.push_str(&format!(
                "capture:\n  pool_{index}: {{ path: \"ByoipCidrs[0].StatusMessage\", matches: \
                 \"ipv4pool-ec2-[0-9a-f]+\" }}\n"
            ));
        }
        script.step(&format!("wait for the review of {}", range.cidr), &keys);
    }
}

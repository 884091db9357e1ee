//! Allocating: addresses that are in use from the first moment are put in their
//! places while nobody comes to them there yet.

use super::super::script::{Script, quoted};
use super::super::{Address, Migration};
use super::{SPACING, numbered};

pub(super) fn write(migration: &Migration, script: &mut Script) {
    if migration.ranges.iter().all(|it| it.addresses.is_empty()) {
        return;
    }
    script.phase(
        "Allocating",
        "before the ranges are advertised, as AWS advises for services in use: whoever comes to \
         an address at AWS is to find somebody who answers.",
    );
    for (index, range) in numbered(migration) {
        for (number, address) in (1..).zip(&range.addresses) {
            let name = format!("{index}_{number}");
            one(&address.value, &format!("pool_{index}"), &name, script);
        }
    }
    script.step("let AWS's buckets fill again", SPACING);
}

fn one(address: &Address, pool: &str, name: &str, script: &mut Script) {
    let ip = address.address;
    script.step(
        &format!("take {ip} out of its pool"),
        &format!(
            "allocate: {{ pool: \"{{{{{pool}}}}}\", address: {ip} }}\nexpect: {{ PublicIp: {ip} \
             }}\ncapture: {{ allocation_{name}: AllocationId }}"
        ),
    );
    let Some(instance) = &address.instance else {
        return;
    };
    let instance = quoted(&instance.value);
    script.step(
        &format!("put {ip} on its instance"),
        &format!(
            "associate: {{ allocation: \"{{{{allocation_{name}}}}}\", instance: {instance} }}"
        ),
    );
    script.step(
        &format!("{ip} is there"),
        &format!(
            "describe: {{ addresses: {{ allocation: \"{{{{allocation_{name}}}}}\" }} }}\nexpect: {{ \
             \"Addresses[0].PublicIp\": {ip}, \"Addresses[0].InstanceId\": {instance} }}"
        ),
    );
}

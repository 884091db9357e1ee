//! Preparing: what can be seen is as the file says; the proof of control is made
//! and published; everybody who may announce the ranges is authorised to.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::super::script::{Script, quoted};
use super::super::{Home, Migration};
use super::{HOME, numbered, plain};

/// How many /24 of a range are looked at one by one; of a larger range, its ends.
const LOOKS_MAX: u128 = 16;

pub(super) fn write(migration: &Migration, script: &mut Script) {
    script.phase(
        "Preparing",
        "nothing is changed at AWS, and nothing on the internet.",
    );
    aws(migration, script);
    record(migration, script);
    if migration.home.is_some() {
        routes(migration, script);
    }
    proof(migration, script);
    home_roa(migration, script);
    amazon_roas(migration, script);
}

/// The right partition, room for the ranges, and none of them there yet.
fn aws(migration: &Migration, script: &mut Script) {
    let partition = migration.partition;
    script.step(
        "who is calling, and in which partition",
        &format!(
            "describe: caller-identity\nexpect: {{ Arn: {{ matches: \"^arn:{partition}:\" }} }}"
        ),
    );
    let count = u64::try_from(migration.ranges.len()).unwrap_or(u64::MAX);
    let last = migration.quota.saturating_sub(count);
    script.step(
        &format!(
            "of the {} ranges that AWS takes, {count} are left",
            migration.quota
        ),
        &format!(
            "describe: byoip-cidrs\nexpect: {{ \"ByoipCidrs[{last}]\": {{ exists: false }} }}"
        ),
    );
    for range in &migration.ranges {
        let cidr = plain(&range.cidr.to_string());
        script.step(
            &format!("{} is not at AWS yet", range.cidr),
            &format!(
                "describe: {{ byoip-cidrs: {{ cidr: {cidr} }} }}\nexpect: {{ ByoipCidrs: {{ count: 0 }} }}"
            ),
        );
    }
    for instance in migration.instances() {
        script.step(
            &format!("{instance} is there to take its address"),
            &format!(
                "describe: {{ instances: {{ instance: {} }} }}\nexpect: {{ \
                 \"Reservations[0].Instances[0].State.Name\": {{ one_of: [pending, running, \
                 stopping, stopped] }} }}",
                quoted(instance)
            ),
        );
    }
}

/// The record that AWS will find is the one that the certificate is put into: a
/// smaller one would hide it.
fn record(migration: &Migration, script: &mut Script) {
    for (index, range) in numbered(migration) {
        let ip = plain(&range.cidr.first().to_string());
        let registry = migration.registry.as_str();
        let look = format!("rdap: {{ registry: {registry}, ip: {ip} }}");
        if index == 1 && migration.network.is_none() {
            script.step(
                &format!("RDAP names the record of {}", range.cidr),
                &format!("{look}\ncapture: {{ network: handle }}"),
            );
        } else {
            script.step(
                &format!(
                    "the smallest record around {} is {{{{network}}}}",
                    range.cidr
                ),
                &format!("{look}\nexpect: {{ handle: \"{{{{network}}}}\" }}"),
            );
        }
    }
}

/// Home's own routes, and nothing more specific of anybody's.
fn routes(migration: &Migration, script: &mut Script) {
    let addresses = migration.ranges.iter().flat_map(|range| looks(range.cidr));
    let addresses: Vec<String> = addresses.map(|it| quoted(&it)).collect();
    let name = quoted("Preparing: nobody but home originates {{address}}");
    script.comment("A more specific route of anybody's would go on drawing its traffic.");
    script.lines(&format!(
        "  - each: {{ address: [{}] }}\n    steps:\n      - name: {name}\n        looking-glass: \
         \"{{{{address}}}}\"\n        expect: {{ origins: [\"{HOME}\"] }}\n",
        addresses.join(", ")
    ));
    let announced = migration.home.map(|home| home.announced);
    for cidr in migration.ranges().filter(|cidr| Some(*cidr) != announced) {
        script.step(
            &format!("{cidr} has no route of its own"),
            &format!(
                "looking-glass: {}\nexpect: {{ origins: [] }}",
                plain(&cidr.to_string())
            ),
        );
    }
}

/// An address in each of the smallest parts of a range that the internet carries.
fn looks(range: Prefix) -> Vec<String> {
    let step = match range.is_ipv4() {
        true => 1 << 8,
        false => 1 << 80,
    };
    let parts = range.address_count() / step;
    if !range.is_ipv4() || parts > LOOKS_MAX {
        return vec![range.first().to_string(), range.last().to_string()];
    }
    let looks = (0..parts.max(1)).filter_map(|part| range.nth(part * step));
    looks.map(|address| address.to_string()).collect()
}

/// Key, certificate, a signed message for each range, and the certificate in the
/// record.
fn proof(migration: &Migration, script: &mut Script) {
    script.comment("The proof of control. The private key never leaves the working folder.");
    script.step("make the key pair", "key: { file: private-key.pem }");
    script.step(
        "make a certificate for it",
        "certificate: { key: private-key.pem, file: certificate.pem, days: 90 }\n\
         capture: { certificate: OneLine }",
    );
    for (index, range) in numbered(migration) {
        let cidr = plain(&range.cidr.to_string());
        let partition = migration.partition;
        script.step(
            &format!("write the authorization message for {}", range.cidr),
            &format!(
                "message: {{ cidr: {cidr}, expires: \"{{{{today+60d}}}}\" }}\n\
                 expect: {{ Message: {{ matches: \"^1[|]{partition}[|]\" }} }}\n\
                 capture: {{ message_{index}: Message }}"
            ),
        );
        script.step(
            &format!("sign the message for {}", range.cidr),
            &format!(
                "sign: {{ key: private-key.pem, message: \"{{{{message_{index}}}}}\" }}\n\
                 capture: {{ signature_{index}: Signature }}"
            ),
        );
    }
    let registry = migration.registry.as_str();
    let field = migration.field.as_str();
    script.comment("On one line, in the one field of the network's record where AWS looks.");
    script.step(
        &format!("put the certificate into {field} of {{{{network}}}}"),
        &format!(
            "registry: {{ registry: {registry}, network: \"{{{{network}}}}\", field: {field}, add: \
             \"{{{{certificate}}}}\" }}"
        ),
    );
    for range in &migration.ranges {
        let ip = plain(&range.cidr.first().to_string());
        script.step(
            &format!("RDAP shows it for {}", range.cidr),
            &format!(
                "wait:\n  for: {{ rdap: {{ registry: {registry}, ip: {ip} }} }}\n  until: {{ \
                 lines: {{ contains: \"{{{{certificate}}}}\" }} }}\n  limit: 8d"
            ),
        );
    }
}

/// Home's ROA before Amazon's: a ROA for anybody else alone would make home's
/// present route invalid.
fn home_roa(migration: &Migration, script: &mut Script) {
    let Some(Home { asn, announced }) = migration.home else {
        return;
    };
    let remainder = migration.remainder();
    let lengths = migration.ranges().chain(remainder).map(Prefix::length);
    let longest = lengths.max().unwrap_or(announced.length());
    script.comment(
        "The ROA for home comes first: once there is one for Amazon, a route without its own \
         is invalid. Its maxLength lets home announce the parts that stay, and take back any \
         part that has moved.",
    );
    script.step(
        "create the ROA for home",
        &format!(
            "roa: {{ create: {{ prefix: \"{{{{announced}}}}\", asn: \"{HOME}\", max-length: \
             {longest}, if-absent: true }} }}"
        ),
    );
    script.step(
        "home's route becomes valid, and never was invalid",
        &format!(
            "wait:\n  for: {{ validity: {{ prefix: \"{{{{announced}}}}\", asn: \"{HOME}\" }} }}\n  \
             until: {{ state: valid }}\n  stop: {{ state: invalid }}\n  limit: 2d"
        ),
    );
    second_look(announced, asn, script);
    script.comment(
        "Nobody sees what the other validators have, but they look within hours. On real AWS \
         this wait is real, and an interruption does not begin it anew.",
    );
    script.step(
        "let every validator have it before any other",
        "clock: { advance: 3h }",
    );
}

/// A ROA for every AS number that Amazon may originate from.
fn amazon_roas(migration: &Migration, script: &mut Script) {
    let origins = migration.partition.amazon_origins();
    script.comment("Every AS number that Amazon announces from in this partition.");
    for range in &migration.ranges {
        let cidr = plain(&range.cidr.to_string());
        for origin in origins {
            script.step(
                &format!("create the ROA for {} from {origin}", range.cidr),
                &format!("roa: {{ create: {{ prefix: {cidr}, asn: {origin}, if-absent: true }} }}"),
            );
        }
    }
    for range in &migration.ranges {
        let cidr = plain(&range.cidr.to_string());
        for origin in origins {
            script.step(
                &format!("{} is valid from {origin}", range.cidr),
                &format!(
                    "wait:\n  for: {{ validity: {{ prefix: {cidr}, asn: {origin} }} }}\n  until: {{ \
                     state: valid }}\n  limit: 2d"
                ),
            );
        }
    }
    for range in &migration.ranges {
        for origin in origins {
            second_look(range.cidr, *origin, script);
        }
    }
    if migration.home.is_some() {
        script.step(
            "home's route is valid still",
            &format!(
                "validity: {{ prefix: \"{{{{announced}}}}\", asn: \"{HOME}\" }}\nexpect: {{ state: \
                 valid }}"
            ),
        );
    }
    script.comment("Among them Amazon's own, which AWS says may be a day behind.");
    script.step(
        "let every validator have them, which takes up to a day",
        "clock: { advance: 25h }",
    );
}

/// What a second service says of a route: RIPEstat has a validator of its own.
/// Cloudflare's list is too long to be read again and again.
fn second_look(prefix: Prefix, origin: Asn, script: &mut Script) {
    let url = format!(
        "https://stat.ripe.net/data/rpki-validation/data.json?resource={origin}&prefix={prefix}"
    );
    script.step(
        &format!("RIPEstat says so of {prefix} from {origin}"),
        &format!(
            "wait:\n  for: {{ http: {} }}\n  until: {{ body.data.status: valid }}\n  limit: 2d",
            quoted(&url)
        ),
    );
}

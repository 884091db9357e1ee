//! What the review says of each way in which a range can be badly prepared.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::*;
use crate::world::registry::RecordKind;
use crate::world::tests::scene::{Scene, key, prefix};

const CIDR: &str = "198.18.1.0/24";

/// Provisions after `prepare`, lets the review end, and tells the verdict.
fn review(prepare: impl FnOnce(&mut Scene)) -> (Option<Verdict>, String) {
    let mut scene = Scene::bare();
    scene.world.wake(scene.world.now());
    prepare(&mut scene);
    scene.pass(SignedDuration::from_hours(24));
    let context = scene.context(CIDR);
    review_with(scene, context)
}

fn review_with(mut scene: Scene, context: AuthorizationContext) -> (Option<Verdict>, String) {
    scene.provision_with(CIDR, context).unwrap();
    scene.settle();
    let told = scene.told();
    let evidence = told
        .iter()
        .find(|line| line.contains("is reviewed"))
        .unwrap()
        .clone();
    let verdict = match &scene.range_of(CIDR).lifecycle {
        crate::world::aws::range::Lifecycle::FailedProvision { verdict } => Some(*verdict),
        _ => None,
    };
    (verdict, evidence)
}

fn roas(scene: &mut Scene) {
    for origin in [16509, 14618] {
        scene.roa("198.18.0.0/23", 24, origin);
    }
}

#[track_caller]
fn check(prepare: impl FnOnce(&mut Scene), verdict: Option<Verdict>, evidence: &str) {
    let (seen, told) = review(prepare);
    assert_eq!(seen, verdict, "{told}");
    assert!(told.contains(evidence), "{told}");
}

#[test]
fn the_certificate_stands_where_aws_looks() {
    let none = Some(Verdict::NoCertificate);
    check(roas, none, "no certificate in comments");
    check(
        |scene| {
            roas(scene);
            let certificate = scene.certificate();
            scene.publish(
                Field::Comments,
                &["Example Corp", &certificate, "Geofeed none"],
            );
        },
        None,
        "certificate in comments on one line: valid, signature verified",
    );
    check(
        |scene| {
            roas(scene);
            let certificate = scene.certificate();
            let organization = RecordKind::Organization;
            let field = Field::Comments;
            scene.edit(
                Registry::Arin,
                organization,
                "EXAMPLE-1",
                field,
                &[&certificate],
            );
        },
        none,
        "a certificate stands in comments of EXAMPLE-1, where AWS does not look",
    );
    check(
        |scene| {
            roas(scene);
            let certificate = scene.certificate();
            let (begin, rest) = certificate.split_at(27);
            let (body, end) = rest.split_at(rest.len() - 25);
            let (one, two) = body.split_at(64);
            scene.publish(Field::Comments, &[begin, one, two, end]);
        },
        none,
        "broken over 4 lines: valid, signature verified, which AWS does not read",
    );
    check(
        |scene| {
            roas(scene);
            let certificate = scene.certificate();
            let body = certificate.replace("-----BEGIN CERTIFICATE-----", "");
            scene.publish(Field::Comments, &[&body]);
        },
        none,
        "no -----BEGIN CERTIFICATE----- stands before it",
    );
}

#[test]
fn an_expired_certificate_verifies_nothing() {
    let mut genesis = Scene::genesis();
    genesis
        .policy
        .set("message_checked_at_once", "false")
        .unwrap();
    let mut scene = Scene::begin(genesis);
    roas(&mut scene);
    let certificate = scene.certificate();
    scene.publish(Field::Comments, &[&certificate]);
    let mut context = scene.context(CIDR);
    context.message = context.message.replace("20261231", "20280101");
    context.signature = byoip_vocabulary::signature::sign(&key(), &context.message, [1; 32])
        .unwrap()
        .to_string();
    scene.pass(SignedDuration::from_hours(24 * 366));
    let (verdict, told) = review_with(scene, context);
    assert_eq!(verdict, Some(Verdict::SignatureNotVerified), "{told}");
    assert!(told.contains("expired"), "{told}");
}

#[test]
fn the_signature_is_over_the_message() {
    let wrong = Some(Verdict::SignatureNotVerified);
    let mut scene = Scene::ready();
    let good = scene.context(CIDR);
    let with = |scene: &Scene, signature: String| {
        let message = good.message.clone();
        review_with(scene.clone(), AuthorizationContext { message, signature })
    };
    let sign = |text: &str| {
        let signature = byoip_vocabulary::signature::sign(&key(), text, [1; 32]);
        signature.unwrap().to_string()
    };
    let (verdict, told) = with(&scene, sign(&format!("{}\n", good.message)));
    assert_eq!(verdict, wrong);
    assert!(told.contains("line end behind the message"), "{told}");
    assert_eq!(with(&scene, sign("something else")).0, wrong);
    let (verdict, told) = with(&scene, "not+a/signature".to_owned());
    assert_eq!(verdict, wrong);
    assert!(told.contains("; signature: "), "{told}");
    assert_eq!(with(&scene, sign(&good.message)).0, None);
    // Two certificates: AWS tries each.
    let other = "-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----";
    let certificate = scene.certificate();
    scene.publish(Field::Comments, &[other, &certificate]);
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(with(&scene, sign(&good.message)).0, None);
}

#[test]
fn the_routes_are_valid_for_both_origins() {
    let invalid = Some(Verdict::RoaNotValid);
    let published = |scene: &mut Scene| {
        let certificate = scene.certificate();
        scene.publish(Field::Comments, &[&certificate]);
    };
    check(
        published,
        invalid,
        "route from AS16509: not found; route from AS14618: not found",
    );
    check(
        |scene| {
            published(scene);
            scene.roa("198.18.0.0/23", 24, 16509);
        },
        invalid,
        "route from AS16509: valid; route from AS14618: invalid",
    );
    check(
        |scene| {
            published(scene);
            scene.roa("198.18.0.0/23", 23, 16509);
            scene.roa("198.18.0.0/23", 23, 14618);
        },
        invalid,
        "route from AS16509: invalid",
    );
    check(
        |scene| {
            published(scene);
            scene.roa("198.18.1.0/24", 24, 16509);
            scene.roa("198.18.1.0/24", 24, 14618);
        },
        None,
        "route from AS14618: valid",
    );
}

/// RIPE: `descr` counts, `remarks` does not unless the policy says so.
#[test]
fn ripe_wants_descr_and_apnic_remarks() {
    #[track_caller]
    fn check(
        registry: Registry,
        handle: &str,
        cidr: &str,
        field: Field,
        seen: bool,
        lenient: bool,
    ) {
        let mut genesis = Scene::genesis();
        genesis.policy.ripe_remarks_accepted = lenient;
        let mut scene = Scene::begin(genesis);
        for origin in [16509, 14618] {
            scene.roa(cidr, 24, origin);
        }
        let certificate = scene.certificate();
        scene.edit(
            registry,
            RecordKind::Network,
            handle,
            field,
            &[&certificate],
        );
        scene.pass(SignedDuration::from_hours(1));
        scene.provision(cidr).unwrap();
        scene.settle();
        let state = scene.range_of(cidr).state().as_str();
        let expected = if seen {
            "provisioned"
        } else {
            "failed-provision"
        };
        assert_eq!(state, expected, "{registry} {field}");
    }
    let ripe = (Registry::Ripe, "192.0.2.0 - 192.0.2.255", "192.0.2.0/24");
    let apnic = (
        Registry::Apnic,
        "203.0.113.0 - 203.0.113.255",
        "203.0.113.0/24",
    );
    check(ripe.0, ripe.1, ripe.2, Field::Descr, true, false);
    check(ripe.0, ripe.1, ripe.2, Field::Remarks, false, false);
    check(ripe.0, ripe.1, ripe.2, Field::Remarks, true, true);
    check(apnic.0, apnic.1, apnic.2, Field::Remarks, true, false);
    check(apnic.0, apnic.1, apnic.2, Field::Descr, false, false);
}

#[test]
fn delegations() {
    #[track_caller]
    fn check(registry: Registry, status: &str, strict: bool, relaxed: bool) {
        let mut network = Scene::bare()
            .world
            .registries()
            .smallest_covering(prefix("198.18.0.0/24"))
            .unwrap()
            .clone();
        network.registry = registry;
        network.status = status.to_owned();
        assert_eq!(
            is_accepted(&network, AllocationTypes::Strict),
            strict,
            "{status}"
        );
        assert_eq!(
            is_accepted(&network, AllocationTypes::Relaxed),
            relaxed,
            "{status}"
        );
    }
    check(Registry::Arin, "Direct Allocation", true, true);
    check(Registry::Arin, "Direct Assignment", true, true);
    check(Registry::Arin, "Reallocation", false, false);
    check(Registry::Arin, "Reassignment", false, false);
    check(Registry::Ripe, "ALLOCATED PA", true, true);
    check(Registry::Ripe, "ASSIGNED PI", true, true);
    check(Registry::Ripe, "LEGACY", true, true);
    check(Registry::Ripe, "ASSIGNED", false, true);
    check(Registry::Ripe, "SUB-ALLOCATED PA", false, false);
    check(Registry::Apnic, "ASSIGNED PORTABLE", true, true);
    check(Registry::Apnic, "ALLOCATED NON-PORTABLE", false, false);
}

proptest! {
    /// Whatever stands in a record or comes as proof, there is a verdict.
    #[test]
    fn any_text_gets_a_verdict(line in "\\PC{0,200}", message in "\\PC{0,80}", signature in "\\PC{0,80}") {
        let mut genesis = Scene::genesis();
        genesis.policy.message_checked_at_once = false;
        let mut scene = Scene::begin(genesis);
        scene.publish(Field::Comments, &[&line]);
        scene.pass(SignedDuration::from_hours(1));
        let (verdict, _) = review_with(scene, AuthorizationContext { message, signature });
        prop_assert!(verdict.is_some());
    }
}

/// What nobody has published about the proof is a setting.
#[test]
fn the_proof_is_checked_as_the_policy_says() {
    let scene = |key: &str, value: &str| {
        let mut genesis = Scene::genesis();
        genesis.policy.set(key, value).unwrap();
        let mut scene = Scene::begin(genesis);
        scene.prepare();
        scene
    };
    // A salt of no bytes, as openssl makes it with rsa_pss_saltlen:0.
    let (salt, accepted) = (
        "other_salt_lengths_accepted",
        [("false", false), ("true", true)],
    );
    for (value, passes) in accepted {
        let scene = scene(salt, value);
        let mut context = scene.context(CIDR);
        context.signature = unsalted(&context.message);
        let (verdict, told) = review_with(scene, context);
        let expected = (!passes).then_some(Verdict::SignatureNotVerified);
        assert_eq!(verdict, expected, "{told}");
    }
    for (value, refused) in [("false", false), ("true", true)] {
        let mut scene = scene("signature_form_checked_at_once", value);
        let mut context = scene.context(CIDR);
        context.signature.push('=');
        let submitted = scene.provision_with(CIDR, context);
        assert_eq!(submitted.is_err(), refused, "{submitted:?}");
    }
    let region: Region = "eusc-de-east-1".parse().unwrap();
    for (value, literal) in [("false", "aws-eusc"), ("true", "aws")] {
        let scene = scene("eusc_message_says_aws", value);
        let partition = message_partition(&region, &scene.world.policy);
        assert_eq!(partition.to_string(), literal);
    }
}

fn unsalted(message: &str) -> String {
    use openssl::hash::MessageDigest;
    use openssl::rsa::Padding;
    use openssl::sign::{RsaPssSaltlen, Signer};
    let key = key();
    let mut signer = Signer::new(MessageDigest::sha256(), &key).unwrap();
    signer.set_rsa_padding(Padding::PKCS1_PSS).unwrap();
    signer
        .set_rsa_pss_saltlen(RsaPssSaltlen::custom(0))
        .unwrap();
    let bytes = signer.sign_oneshot_to_vec(message.as_bytes()).unwrap();
    Signature::from(bytes).to_string()
}

/// A certificate behind a `#` is in RIPE's whois and not in its RDAP; AFRINIC's
/// remarks are no place at all. Each counts where the policy says so.
#[test]
fn other_places_count_where_the_policy_says_so() {
    let ripe = (Registry::Ripe, "192.0.2.0 - 192.0.2.255", Field::Descr);
    let afrinic = (
        Registry::Afrinic,
        "198.19.128.0 - 198.19.131.255",
        Field::Remarks,
    );
    for (setting, (registry, handle, field), cidr, start) in [
        ("review_reads_whois", ripe, "192.0.2.0/24", "Example BV # "),
        ("afrinic_remarks_accepted", afrinic, "198.19.128.0/24", ""),
    ] {
        for (value, state) in [("false", "failed-provision"), ("true", "provisioned")] {
            let mut genesis = Scene::genesis();
            genesis.policy.set(setting, value).unwrap();
            let mut scene = Scene::begin(genesis);
            for origin in [16509, 14618] {
                scene.roa(cidr, 24, origin);
            }
            let line = format!("{start}{}", scene.certificate());
            scene.edit(registry, RecordKind::Network, handle, field, &[&line]);
            scene.pass(SignedDuration::from_hours(1));
            scene.provision(cidr).unwrap();
            scene.settle();
            let seen = scene.range_of(cidr).state().as_str();
            assert_eq!(seen, state, "{setting}: {value}");
        }
    }
}

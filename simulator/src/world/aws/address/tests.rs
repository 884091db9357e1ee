//! The calls on addresses: what they refuse, and what follows from them.

use super::*;
use crate::world::refusal::Refusal;
use crate::world::tests::scene::Scene;

mod precedence;

const CIDR: &str = "198.18.1.0/24";
const WEB: &str = "i-0123456789abcde01";
const MAIL: &str = "i-0123456789abcde02";

fn provisioned() -> Scene {
    let mut scene = Scene::ready();
    scene.provision(CIDR).unwrap();
    scene.settle();
    scene
}

fn associate(
    scene: &mut Scene,
    allocation: &AllocationId,
    instance: &str,
    again: bool,
) -> Result<Vec<crate::world::Fact>, Refusal> {
    scene.address(Command::Associate {
        allocation: allocation.clone(),
        place: Place::Instance(InstanceId::new(instance)),
        private_address: None,
        allow_reassociation: again,
    })
}

/// Which instance each address serves, by the addresses' last number.
fn serves(scene: &Scene) -> Vec<(u8, Option<String>)> {
    let home = scene.caller().home();
    let mut all: Vec<_> = scene
        .world
        .addresses()
        .of(&home)
        .map(|(_, it)| {
            let tie = it.association.as_ref();
            let interface =
                tie.and_then(|tie| scene.world.network_interfaces().get(&tie.interface));
            let served = interface.and_then(|it| Some(it.instance()?.to_string()));
            (it.address.octets()[3], served)
        })
        .collect();
    all.sort();
    all
}

#[track_caller]
fn refused<T: fmt::Debug>(result: Result<T, Refusal>, expected: &str) {
    let name = format!("{:?}", result.expect_err(expected));
    assert!(name.contains(&format!("({expected}")), "{name}");
}

#[test]
fn allocation_is_refused() {
    let mut scene = provisioned();
    let pool = scene.range_of(CIDR).pool().unwrap().clone();
    let inside = Ipv4Addr::new(198, 18, 1, 7);
    let outside = Ipv4Addr::new(198, 18, 0, 7);
    let nowhere = PoolId::new("ipv4pool-ec2-0");
    refused(
        scene.allocate(Wish::FromPool(nowhere.clone())),
        "UnknownPool",
    );
    refused(
        scene.allocate(Wish::NamedFromPool(inside, nowhere)),
        "UnknownPool",
    );
    refused(scene.allocate(Wish::Named(outside)), "AddressNotInPool");
    refused(
        scene.allocate(Wish::NamedFromPool(outside, pool.clone())),
        "AddressNotInPool",
    );
    scene
        .allocate(Wish::NamedFromPool(inside, pool.clone()))
        .unwrap();
    refused(scene.allocate(Wish::Named(inside)), "AddressTaken");
    scene.deprovision(CIDR).unwrap();
    refused(scene.allocate(Wish::FromPool(pool)), "PoolClosed");
}

#[test]
fn amazons_addresses_have_a_quota_of_their_own() {
    let mut scene = provisioned();
    for _ in 0..6 {
        scene.allocate_from(CIDR).unwrap();
    }
    for _ in 0..5 {
        scene.allocate(Wish::Amazons).unwrap();
    }
    refused(scene.allocate(Wish::Amazons), "AddressQuotaReached");
}

/// What nobody took since comes back, with its border group; what one never had
/// does not.
#[test]
fn a_released_address_of_amazons_comes_back() {
    let mut scene = provisioned();
    let boston = Some("us-east-1-bos-1".parse().unwrap());
    let allocate = |wish, border_group| Command::Allocate {
        wish,
        border_group,
        tags: TagSet::new(),
    };
    let release = |allocation: &AllocationId| Command::Release {
        allocation: allocation.clone(),
        border_group: None,
    };
    scene.address(allocate(Wish::Amazons, boston)).unwrap();
    let home = scene.caller().home();
    let own = |scene: &Scene| {
        let (id, it) = scene.world.addresses().of(&home).next().unwrap();
        (id.clone(), it.address, it.border_group.clone())
    };
    let (allocation, address, group) = own(&scene);
    scene.address(release(&allocation)).unwrap();
    let neighbour = Ipv4Addr::from(u32::from(address) ^ 1);
    refused(scene.allocate(Wish::Named(neighbour)), "AddressNotInPool");
    scene.allocate(Wish::Named(address)).unwrap();
    let (second, back, its) = own(&scene);
    assert_eq!((back, its), (address, group));
    assert_ne!(second, allocation);
    refused(scene.allocate(Wish::Named(address)), "AddressTaken");
    scene.address(release(&second)).unwrap();
    scene.allocate(Wish::NamedOfAmazons(address)).unwrap();
    assert_eq!(own(&scene).1, address);
}

#[test]
fn an_address_moves_and_pushes_the_old_one_out() {
    let mut scene = provisioned();
    let address = |last| Wish::Named(Ipv4Addr::new(198, 18, 1, last));
    let one = scene.allocate(address(1)).unwrap();
    let two = scene.allocate(address(2)).unwrap();
    let (web, mail) = (Some(WEB.to_owned()), Some(MAIL.to_owned()));
    associate(&mut scene, &one, WEB, true).unwrap();
    assert_eq!(serves(&scene), [(1, web.clone()), (2, None)]);
    assert_eq!(
        associate(&mut scene, &one, WEB, false),
        Ok(Vec::new()),
        "idempotent"
    );
    refused(
        associate(&mut scene, &one, MAIL, false),
        "AlreadyAssociated",
    );
    associate(&mut scene, &one, MAIL, true).unwrap();
    assert_eq!(serves(&scene), [(1, mail.clone()), (2, None)]);
    associate(&mut scene, &two, MAIL, true).unwrap();
    assert_eq!(serves(&scene), [(1, None), (2, mail)]);
    refused(scene.release(&two), "AddressInUse");
    scene.release(&one).unwrap();
}

#[test]
fn association_is_refused() {
    let mut scene = provisioned();
    let allocation = scene.allocate_from(CIDR).unwrap();
    let nobody = AllocationId::new("eipalloc-0");
    refused(
        associate(&mut scene, &nobody, WEB, true),
        "UnknownAllocation ",
    );
    refused(
        associate(&mut scene, &allocation, "i-0", true),
        "UnknownInstances",
    );
    refused(scene.release(&nobody), "UnknownAllocationToRelease");
    let nothing = AssociationId::new("eipassoc-0");
    refused(
        scene.address(Command::Disassociate(nothing)),
        "UnknownAssociation",
    );
    let at_interface = |scene: &mut Scene, interface: &str, private| {
        scene.address(Command::Associate {
            allocation: allocation.clone(),
            place: Place::Interface(NetworkInterfaceId::new(interface)),
            private_address: private,
            allow_reassociation: true,
        })
    };
    refused(
        at_interface(&mut scene, "eni-0", None),
        "UnknownNetworkInterface",
    );
    let elsewhere = Some(Ipv4Addr::new(10, 0, 0, 99));
    let web = "eni-0123456789abcde01";
    refused(
        at_interface(&mut scene, web, elsewhere),
        "UnknownPrivateAddress",
    );
    assert!(at_interface(&mut scene, web, None).is_ok());
}

/// Another account is told whose it is not; in another Region it is not there.
#[test]
fn what_is_not_ones_own_stays() {
    let mut scene = provisioned();
    let allocation = scene.allocate_from(CIDR).unwrap();
    let address = scene
        .world
        .addresses()
        .allocated(&allocation)
        .unwrap()
        .address;
    let own = scene.caller();
    let mut stranger = own.clone();
    stranger.principal.account = "210987654321".parse().unwrap();
    let mut away = own.clone();
    away.region = "us-west-2".parse().unwrap();
    let release = Command::Release {
        allocation,
        border_group: None,
    };
    let by_address = |address, release| Command::ByAddress { address, release };
    let nobodys = Ipv4Addr::new(192, 0, 2, 1);
    for (caller, command, refusal) in [
        (&stranger, release.clone(), "NotYours"),
        (&away, release, "UnknownAllocationToRelease"),
        (&stranger, by_address(address, true), "NotYours"),
        (&own, by_address(nobodys, true), "NotYours"),
        (&own, by_address(address, true), "ReleasedByAddress"),
        (&own, by_address(address, false), "DisassociatedByAddress"),
        (&stranger, by_address(address, false), "NotYours"),
    ] {
        let command = crate::world::Command::Address(caller.clone(), command);
        refused(scene.perform(&command), refusal);
    }
}

/// A name can be given, is pending for a while, locks the address, and can be
/// taken away.
#[test]
fn a_reverse_record_locks_its_address() {
    let mut scene = provisioned();
    let allocation = scene.allocate_from(CIDR).unwrap();
    let set = |scene: &mut Scene, name: Option<&str>| {
        scene.address(Command::SetDomainName {
            allocation: allocation.clone(),
            name: name.map(|name| name.parse().unwrap()),
        })
    };
    let pointer = |scene: &Scene| {
        let address = scene.world.addresses().allocated(&allocation).unwrap();
        let name = |name: &DomainName| name.to_string();
        let pending = address.pointer.pending.as_ref();
        (
            address.pointer.name.as_ref().map(name),
            pending.map(|pending| pending.as_ref().map(name)),
        )
    };
    let mail = || Some("mail.example.com.".to_owned());
    set(&mut scene, Some("Mail.example.com")).unwrap();
    assert_eq!(pointer(&scene), (None, Some(mail())));
    refused(scene.release(&allocation), "Locked");
    scene.settle();
    assert_eq!(pointer(&scene), (mail(), None));
    refused(scene.release(&allocation), "Locked");
    set(&mut scene, None).unwrap();
    refused(scene.release(&allocation), "Locked");
    scene.settle();
    assert_eq!(pointer(&scene), (None, None));
    scene.release(&allocation).unwrap();
    refused(set(&mut scene, None), "UnknownAllocation ");
}

/// Where AWS keeps no reverse records of ranges that were brought, Amazon's own
/// addresses still have them.
#[test]
fn whose_reverse_zone_it_is_is_a_setting() {
    let mut genesis = Scene::genesis();
    genesis
        .policy
        .set("reverse_dns_for_byoip", "false")
        .unwrap();
    let mut scene = Scene::begin(genesis);
    scene.prepare();
    scene.provision(CIDR).unwrap();
    scene.settle();
    let brought = scene.allocate_from(CIDR).unwrap();
    let amazons = scene.allocate(Wish::Amazons).unwrap();
    let mut set = |allocation| {
        let name = Some("mail.example.com".parse().unwrap());
        scene.address(Command::SetDomainName { allocation, name })
    };
    refused(set(brought), "PointerElsewhere");
    assert!(set(amazons).is_ok());
}

#[test]
fn what_was_brought_cannot_be_transferred() {
    let mut scene = provisioned();
    let brought = scene.allocate_from(CIDR).unwrap();
    let amazons = scene.allocate(Wish::Amazons).unwrap();
    refused(scene.address(Command::Transfer(brought)), "NotTransferable");
    refused(
        scene.address(Command::Transfer(amazons)),
        "TransferNotSimulated",
    );
    let nobody = AllocationId::new("eipalloc-0");
    refused(
        scene.address(Command::Transfer(nobody)),
        "UnknownAllocation ",
    );
}

/// An address is announced from one border group, and serves only there.
#[test]
fn a_border_group_is_kept() {
    let mut scene = provisioned();
    let pool = scene.range_of(CIDR).pool().unwrap().clone();
    let allocate = |scene: &mut Scene, wish: Wish, group: &str| {
        scene.address(Command::Allocate {
            wish,
            border_group: Some(group.parse().unwrap()),
            tags: TagSet::new(),
        })
    };
    let from_pool = || Wish::FromPool(pool.clone());
    refused(
        allocate(&mut scene, from_pool(), "us-east-1-bos-1"),
        "NotInGroup",
    );
    assert!(allocate(&mut scene, from_pool(), "us-east-1").is_ok());
    refused(
        allocate(&mut scene, Wish::Amazons, "us-west-2"),
        "NotInGroup",
    );
    allocate(&mut scene, Wish::Amazons, "us-east-1-bos-1").unwrap();
    let home = scene.caller().home();
    let boston = scene
        .world
        .addresses()
        .of(&home)
        .find(|(_, address)| address.border_group.as_str() == "us-east-1-bos-1")
        .map(|(id, _)| id.clone())
        .unwrap();
    refused(associate(&mut scene, &boston, WEB, true), "OtherGroup");
    let release = |scene: &mut Scene, group: &str| {
        scene.address(Command::Release {
            allocation: boston.clone(),
            border_group: Some(group.parse().unwrap()),
        })
    };
    refused(release(&mut scene, "us-east-1"), "AddressNotInPool");
    assert!(release(&mut scene, "us-east-1-bos-1").is_ok());
}

#[test]
fn domain_names() {
    for (text, name) in [
        ("mail.example.com", Some("mail.example.com.")),
        ("mail.example.com.", Some("mail.example.com.")),
        ("com", None),
        ("", None),
        ("-a.example", None),
        ("1.2.3.4", None),
        ("1.2.3.4.", None),
        ("4.example", Some("4.example.")),
        ("a..example", None),
        ("a b.example", None),
        (&"a.".repeat(130), None),
    ] {
        let parsed = text.parse::<DomainName>().ok();
        let parsed = parsed.map(|name| name.to_string());
        assert_eq!(parsed.as_deref(), name, "{text}");
    }
}

//! A VPC's making and end, and the blocks it takes out of a pool and gives back.

use jiff::SignedDuration;

use super::*;
use crate::world::tests::precedence::{self, bad_tags};
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::{VPC, refused};

fn state(scene: &Scene, vpc: &VpcId, association: &VpcCidrAssociationId) -> Option<&'static str> {
    let block = scene.world.vpcs().get(vpc)?.blocks.get(association)?;
    Some(block.state.as_str())
}

#[test]
fn a_vpc_is_of_a_size() {
    let mut scene = Scene::bare();
    for (cidr, fits) in [
        ("10.0.0.0/15", false),
        ("10.0.0.0/16", true),
        ("10.0.0.0/28", true),
        ("10.0.0.0/29", false),
        ("2001:db8::/56", false),
    ] {
        assert_eq!(scene.make_vpc(cidr).is_ok(), fits, "{cidr}");
    }
    refused(scene.make_vpc("10.0.0.0/8"), "Range");
    for reserved in [
        "0.0.0.0/16",
        "127.0.0.0/16",
        "169.254.0.0/24",
        "224.0.0.0/16",
        "239.255.0.0/28",
    ] {
        refused(scene.make_vpc(reserved), "Range");
    }
}

/// One VPC with nothing in it but what each row adds: it goes only alone.
#[test]
fn a_vpc_goes_when_nothing_stands_in_it() {
    let mut scene = Scene::bare();
    refused(scene.vpc(Command::Delete(VpcId::new(VPC))), "InUse");
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    let delete = |scene: &mut Scene| scene.vpc(Command::Delete(vpc.clone()));
    let subnet = scene.make_subnet(&vpc, "10.9.0.0/24").unwrap();
    refused(delete(&mut scene), "InUse");
    let gone = crate::world::aws::subnet::Command::Delete(subnet);
    scene.subnet(gone).unwrap();
    let table = scene.make_route_table(&vpc).unwrap();
    refused(delete(&mut scene), "InUse");
    let gone = crate::world::aws::route_table::Command::Delete(table);
    scene.route_table(gone).unwrap();
    delete(&mut scene).unwrap();
    refused(delete(&mut scene), "UnknownVpc");
    // Its main route table went with it; the default world's is still there.
    let home = scene.caller().home();
    let mut tables = scene.world.route_tables().of(&home);
    assert!(tables.all(|(_, table)| table.vpc != vpc));
}

#[test]
fn a_block_comes_and_goes() {
    let (mut scene, pool) = Scene::with_ipv6_pool();
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    let tie = scene.take_block(&vpc, &pool, None).unwrap();
    let cidr = scene.world.vpcs().get(&vpc).unwrap().blocks[&tie].cidr;
    assert_eq!((cidr.length(), cidr.is_ipv4()), (56, false));
    let of_pool = |scene: &Scene| -> Vec<(Prefix, VpcId)> {
        let pool = scene.world.pools().pool(&pool).unwrap();
        pool.blocks()
            .map(|(cidr, vpc)| (cidr, vpc.clone()))
            .collect()
    };
    assert_eq!(of_pool(&scene), [(cidr, vpc.clone())], "counted at once");
    assert_eq!(state(&scene, &vpc, &tie), Some("associating"));
    scene.pass(SignedDuration::from_secs(9));
    assert_eq!(state(&scene, &vpc, &tie), Some("associating"));
    scene.pass(SignedDuration::from_secs(1));
    assert_eq!(state(&scene, &vpc, &tie), Some("associated"));
    // The range is not given back while a VPC has a block of it.
    scene.deprovision("2001:db8::/48").unwrap();
    scene.pass(SignedDuration::from_hours(2));
    let range = scene.range_of("2001:db8::/48");
    assert_eq!(range.state().as_str(), "failed-deprovision");
    let disassociate = Command::Disassociate(tie.clone());
    scene.vpc(disassociate.clone()).unwrap();
    assert_eq!(state(&scene, &vpc, &tie), Some("disassociating"));
    assert_eq!(scene.vpc(disassociate.clone()), Ok(Vec::new()), "once more");
    assert_eq!(of_pool(&scene).len(), 1, "not free yet");
    scene.pass(SignedDuration::from_secs(10));
    assert_eq!(state(&scene, &vpc, &tie), Some("disassociated"));
    assert_eq!(of_pool(&scene), []);
    refused(scene.vpc(disassociate), "UnknownAssociation");
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(state(&scene, &vpc, &tie), None, "no longer listed");
    scene.deprovision("2001:db8::/48").unwrap();
    scene.pass(SignedDuration::from_hours(2));
    let range = scene.range_of("2001:db8::/48");
    assert_eq!(range.state().as_str(), "deprovisioned");
}

#[test]
fn blocks_are_refused() {
    let (mut scene, pool) = Scene::with_ipv6_pool();
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    scene
        .take_block(&vpc, &pool, Some("2001:db8:0:4000::/52"))
        .unwrap();
    for (cidr, expected) in [
        ("10.0.0.0/16", "BlockLength"),
        ("2001:db8::/50", "BlockLength"),
        ("2001:db8::/64", "BlockLength"),
        ("2001:db8::/44", "BlockOutsidePool"),
        ("2001:db8:1::/56", "BlockOutsidePool"),
        ("2001:db8:0:4000::/52", "BlockTaken"),
        ("2001:db8:0:4f00::/56", "BlockTaken"),
        ("2001:db8::/48", "BlockTaken"),
    ] {
        refused(scene.take_block(&vpc, &pool, Some(cidr)), expected);
    }
    let nowhere = PoolId::new("ipv6pool-ec2-0");
    refused(scene.take_block(&vpc, &nowhere, None), "UnknownPool");
    let unknown = VpcId::new("vpc-0");
    refused(scene.take_block(&unknown, &pool, None), "UnknownVpc");
    let primary = scene.world.vpcs().get(&vpc).unwrap().association.clone();
    refused(scene.vpc(Command::Disassociate(primary)), "PrimaryBlock");
    // Another account has neither the pool nor the VPC.
    scene.account = "210987654321".parse().unwrap();
    let own = scene.make_vpc("10.9.0.0/16").unwrap();
    refused(scene.take_block(&own, &pool, None), "UnknownPool");
    refused(scene.vpc(Command::Delete(vpc)), "UnknownVpc");
}

#[test]
fn a_pool_has_so_many_blocks() {
    let (mut scene, pool) = Scene::with_ipv6_pool();
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    // Some of it goes in pieces of other sizes, the rest as the seed has it.
    for cidr in [
        "2001:db8::/52",
        "2001:db8:0:8000::/52",
        "2001:db8:0:f000::/60",
    ] {
        scene.take_block(&vpc, &pool, Some(cidr)).unwrap();
    }
    // 256 /56 are in a /48; each /52 is the room of 16, the /60 spoils one.
    for _ in 0..256 - 16 - 16 - 1 {
        scene.take_block(&vpc, &pool, None).unwrap();
    }
    refused(scene.take_block(&vpc, &pool, None), "PoolExhausted");
}

/// Deleting a VPC frees its blocks at once.
#[test]
fn a_deleted_vpc_gives_its_blocks_back() {
    let (mut scene, pool) = Scene::with_ipv6_pool();
    let vpc = scene.make_vpc("10.9.0.0/16").unwrap();
    scene.take_block(&vpc, &pool, None).unwrap();
    scene.vpc(Command::Delete(vpc)).unwrap();
    assert!(scene.world.pools().pool(&pool).unwrap().is_unused());
    let due = scene.world.next_due();
    let soon = scene.world.now() + SignedDuration::from_hours(1);
    assert!(due.is_none_or(|due| due > soon), "no timer is left");
}

#[track_caller]
fn check(scene: &Scene, command: Command, expected: &str) {
    let command = crate::world::Command::Vpc(scene.caller(), command);
    precedence::check(scene, &command, expected);
}

/// All of the pool is out in every row; where it is closed its range is being
/// given back.
#[test]
#[rustfmt::skip]
fn refusals_of_create_and_associate_stand_in_their_order() {
    let (mut open, pool) = Scene::with_ipv6_pool();
    let vpc = open.make_vpc("10.9.0.0/16").unwrap();
    open.take_block(&vpc, &pool, Some("2001:db8::/48")).unwrap();
    let mut closed = open.clone();
    closed.deprovision("2001:db8::/48").unwrap();
    let (pool, nowhere) = (&pool, &PoolId::new("ipv6pool-ec2-0"));
    let block = |pool: &PoolId, cidr: Option<&str>| BlockWish { pool: pool.clone(), cidr: cidr.map(prefix) };
    let (outside, taken) = (Some("2001:db8::/44"), Some("2001:db8:0:4000::/52"));
    // Of no length that a block has, and of no pool.
    let odd = Some("2001:db9::/50");
    let blocks = [
        ("Vpc::UnknownPool",      &closed, nowhere, odd),
        ("Vpc::PoolClosed",       &closed, pool,    odd),
        ("Vpc::BlockLength",      &open,   pool,    odd),
        ("Vpc::BlockOutsidePool", &open,   pool,    outside),
        ("Vpc::BlockTaken",       &open,   pool,    taken),
        ("Vpc::PoolExhausted",    &open,   pool,    None),
    ];
    let create = |cidr: &str, tags: TagSet, block| Command::Create { cidr: prefix(cidr), block: Some(block), tags };
    check(&closed, create("10.0.0.0/8", bad_tags(), block(nowhere, odd)), "Vpc::Range");
    check(&closed, create("10.0.0.0/16", bad_tags(), block(nowhere, odd)), "Tag::BadKey");
    for (expected, scene, pool, cidr) in blocks {
        check(scene, create("10.0.0.0/16", TagSet::new(), block(pool, cidr)), expected);
    }
    let associate = |vpc: &VpcId, block| Command::Associate { vpc: vpc.clone(), block };
    check(&closed, associate(&VpcId::new("vpc-0"), block(nowhere, odd)), "Vpc::UnknownVpc");
    for (expected, scene, pool, cidr) in blocks {
        check(scene, associate(&vpc, block(pool, cidr)), expected);
    }
}

/// A stranger is told nothing of what is wrong with what is not his.
#[test]
fn refusals_of_delete_and_disassociate_stand_in_their_order() {
    let scene = Scene::bare();
    let vpc = VpcId::new(VPC);
    let primary = scene.world.vpcs().get(&vpc).unwrap().association.clone();
    for (scene, of_delete, of_disassociate) in [
        (
            &scene.of_stranger(),
            "Vpc::UnknownVpc",
            "Vpc::UnknownAssociation",
        ),
        (&scene, "Vpc::InUse", "Vpc::PrimaryBlock"),
    ] {
        check(scene, Command::Delete(vpc.clone()), of_delete);
        let disassociate = Command::Disassociate(primary.clone());
        check(scene, disassociate, of_disassociate);
    }
}

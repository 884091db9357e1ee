use super::*;
use crate::wire::{ec2, elbv2, sts, support};

/// Every action that is simulated is one of AWS's.
#[test]
fn what_is_simulated_is_in_the_list() {
    for action in ec2::actions::all() {
        assert!(has_action("ec2", action.name), "{}", action.name);
    }
    for action in elbv2::all() {
        assert!(has_action(elbv2::SERVICE, action.name), "{}", action.name);
    }
    for action in support::all() {
        assert!(has_action(support::SERVICE, action.name), "{}", action.name);
    }
    assert!(has_action(sts::SERVICE, sts::ACTION));
}

#[test]
fn a_name_is_a_whole_name_of_its_service() {
    assert!(has_action("ec2", "DescribeSecurityGroups"));
    for (service, name) in [
        ("ec2", "DescribeFlowers"),
        ("ec2", "DescribeSecurity"),
        ("ec2", ""),
        ("sts", "DescribeSecurityGroups"),
    ] {
        assert!(!has_action(service, name), "{service} {name}");
    }
    assert!(has_filter("DescribeInstances", "tenancy"));
    assert!(!has_filter("DescribeInstances", "tenanc"));
    assert!(!has_filter("DescribeVpcs", "tenancy"));
}

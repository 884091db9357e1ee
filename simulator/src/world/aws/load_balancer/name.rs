//! What a load balancer is called: the shape of its own name, its ARN, its name
//! in the DNS.
//!
//! Sources: Elastic Load Balancing API Reference, CreateLoadBalancer, "Name";
//! Service Authorization Reference, ARNs of Elastic Load Balancing V2; the User
//! Guides' examples of DNS names, which differ between the two kinds.

use byoip_vocabulary::region::{Partition, Region};

use super::{Kind, LoadBalancerArn, Scheme, Wish};
use crate::world::aws::owned::Home;
use crate::world::draw::{Branch, Draw};

/// The longest name.
pub(super) const LONGEST: usize = 32;

/// What is wrong with a name, in the words of the refusal.
pub(super) fn problem(name: &str) -> Option<&'static str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if name.is_empty() {
        Some("cannot be empty")
    } else if name.chars().count() > LONGEST {
        Some("cannot be longer than '32' characters")
    } else if !name.chars().all(is_plain) {
        Some("can only contain characters that are alphanumeric characters or hyphens(-)")
    } else if name.starts_with('-') || name.ends_with('-') {
        Some("cannot begin or end with a hyphen(-)")
    } else if name.starts_with("internal-") {
        Some("cannot begin with 'internal-'")
    } else {
        None
    }
}

/// The ARN and the DNS name of a new balancer.
pub(super) fn give(draw: Draw, count: u64, home: &Home, wish: &Wish) -> (LoadBalancerArn, String) {
    let Home { account, region } = home;
    let partition = region.partition();
    let name = &wish.name;
    let hex = draw.hex(Branch::LoadBalancer, count);
    let short = match wish.kind {
        Kind::Application => "app",
        Kind::Network => "net",
    };
    let arn = format!(
        "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{short}/{name}/{hex}"
    );
    let domain = domain(region);
    let dns_name = match (wish.kind, wish.scheme) {
        (Kind::Network, _) => format!("{name}-{hex}.elb.{region}.{domain}"),
        (Kind::Application, scheme) => {
            let number = draw.below(Branch::LoadBalancerDns, count, 2_000_000_000);
            let before = match scheme {
                Scheme::Internal => "internal-",
                Scheme::InternetFacing => "",
            };
            format!("{before}{name}-{number}.{region}.elb.{domain}")
        }
    };
    (LoadBalancerArn::new(&arn), dns_name)
}

fn domain(region: &Region) -> &'static str {
    match region.partition() {
        Partition::Aws | Partition::AwsUsGov => "amazonaws.com",
        Partition::AwsCn => "amazonaws.com.cn",
        Partition::AwsEusc => "amazonaws.eu",
        Partition::AwsIso => "c2s.ic.gov",
        Partition::AwsIsoB => "sc2s.sgov.gov",
    }
}

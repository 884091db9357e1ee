//! DescribeIpamByoasn
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeIpamByoasn.html>

use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;

pub(super) const ACTION: Action = Action {
    name: "DescribeIpamByoasn",
    parameters: &["DryRun", "MaxResults", "NextToken"],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call, sizes::DESCRIBE_IPAM_BYOASN)?;
    let world = call.observe();
    let own = world.byoasns().of(call.caller.account());
    let (asns, next) = page.cut(own.collect(), |asn| *asn);
    let mut xml = Xml::default();
    // There is no IPAM, and so no `ipamId`; what was brought is provisioned.
    xml.list("byoasnSet", asns, |xml, asn| {
        xml.text("asn", asn.number());
        xml.text("state", "provisioned");
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

//! DescribeByoipCidrs
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeByoipCidrs.html>

use super::pages::Page;
use super::{Call, Ec2Error, byoip_cidr};
use crate::wire::query::xml::Xml;
use crate::world::Refusal;
use crate::world::aws::range;
use crate::world::refusal::RangeRefusal;

pub(super) const PARAMETERS: &[&str] = &["DryRun", "MaxResults", "NextToken"];

pub(super) const REQUIRED: &[&str] = &["MaxResults"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    if !range::is_available(&call.caller.region) {
        return Err(call.refused(&Refusal::Range(RangeRefusal::NoByoipHere)));
    }
    let page = Page::read(call.form, 1..=100)?;
    let world = call.simulation.read(call.wall);
    let own = world
        .ranges()
        .of(call.caller.account(), &call.caller.region);
    let (ranges, next) = page.cut(own.collect());
    let mut xml = Xml::default();
    xml.list("byoipCidrSet", ranges, |xml, (key, range)| {
        byoip_cidr::write(xml, key, range);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

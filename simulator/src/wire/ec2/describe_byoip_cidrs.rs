//! DescribeByoipCidrs
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeByoipCidrs.html>

use super::pages::Page;
use super::parameters::required;
use super::{Call, Ec2Error, byoip_cidr};
use crate::wire::query::xml::Xml;

pub(super) const PARAMETERS: &[&str] = &["MaxResults", "NextToken"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    // The one describe whose MaxResults is required.
    required(call.form, "MaxResults")?;
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

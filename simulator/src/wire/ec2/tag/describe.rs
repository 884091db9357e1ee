//! DescribeTags
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html>

use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::pages::{Page, sizes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::tag::ResourceType;

pub(super) const ACTION: Action = Action {
    name: "DescribeTags",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NextToken",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &["key", "resource-id", "resource-type", "value"];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call, sizes::DESCRIBE_TAGS)?;
    let filters = Filters::read(call.form, FILTERS)?;
    let world = call.observe();
    let home = call.caller.home();
    let each = world
        .tags()
        .at(&home)
        .flat_map(|(id, tags)| tags.iter().map(move |(key, value)| (id, key, value)));
    // Load balancers' tags stand beside EC2's own and are not EC2's to tell.
    let own = each.filter(|(id, _, _)| ResourceType::of(id).is_some());
    let chosen = own.filter(|(id, key, value)| {
        let one = [((*key).clone(), (*value).clone())].into();
        filters.pass(&one, |name| {
            let value = match name {
                "key" => (*key).clone(),
                "resource-id" => (*id).to_owned(),
                "resource-type" => resource_type(id).to_owned(),
                "value" => (*value).clone(),
                _ => return Vec::new(),
            };
            vec![value]
        })
    });
    let (tags, next) = page.cut(chosen.collect(), |(id, key, _)| {
        ((*id).to_owned(), (*key).clone())
    });
    let mut xml = Xml::default();
    xml.list("tagSet", tags, |xml, (id, key, value)| {
        xml.text("resourceId", id);
        xml.text("resourceType", resource_type(id));
        xml.text("key", key);
        xml.text("value", value);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

fn resource_type(id: &str) -> &'static str {
    ResourceType::of(id).map_or("", ResourceType::as_str)
}

//! `AddressAttribute`: an address with its reverse record.

use crate::wire::query::xml::Xml;
use crate::world::aws::address::{Address, AllocationId};

/// Writes the members.
pub(super) fn write(xml: &mut Xml, id: &AllocationId, address: &Address) {
    xml.text("publicIp", address.address);
    xml.text("allocationId", id);
    xml.optional("ptrRecord", address.pointer.name.as_ref());
    if let Some(pending) = &address.pointer.pending {
        xml.element("ptrRecordUpdate", |xml| {
            xml.optional("value", pending.as_ref());
            xml.text("status", "PENDING");
        });
    }
}

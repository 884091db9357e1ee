//! AFRINIC's whois: filtered as RIPE's, no dates, and the parent as an attribute
//! behind the source, which no object has of its own.

use super::rpsl::Dialect;

pub(super) const DIALECT: Dialect = Dialect {
    source: "AFRINIC",
    banner: "\
% This is the AfriNIC Whois server.
% The AFRINIC whois database is subject to  the following terms of Use. See https://afrinic.net/whois/terms

",
    closing: "\n",
    filters: true,
    has_teams: false,
    has_creation: false,
    shows_parent: true,
};

//! APNIC's whois: an incident response team for abuse, no filter note, no date
//! of creation.

use super::rpsl::Dialect;

pub(super) const DIALECT: Dialect = Dialect {
    source: "APNIC",
    banner: "\
% [whois.apnic.net]
% Whois data copyright terms    http://www.apnic.net/db/dbcopyright.html

",
    closing: "% This query was served by the APNIC Whois Service version 1.88.34 (SIMULATOR)\n\n\n",
    filters: false,
    has_teams: true,
    has_creation: false,
    shows_parent: false,
};

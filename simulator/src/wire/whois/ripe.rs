//! The RIPE Database's whois <https://docs.db.ripe.net/Appendices/>: a note that
//! the answer is filtered, and so says its source.

use super::rpsl::Dialect;

pub(super) const DIALECT: Dialect = Dialect {
    source: "RIPE",
    banner: "\
% This is the RIPE Database query service.
% The objects are in RPSL format.
%
% The RIPE Database is subject to Terms and Conditions.
% See https://docs.db.ripe.net/terms-conditions.html

",
    closing: "% This query was served by the RIPE Database Query Service version 1.124 (SIMULATOR)\n\n\n",
    filters: true,
    has_teams: false,
    has_creation: true,
    shows_parent: false,
};

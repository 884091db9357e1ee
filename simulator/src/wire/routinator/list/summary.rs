//! The list of nothing but figures.

use std::fmt;

use crate::wire::relying_party::RelyingParty;
use crate::wire::routinator::figures::Figures;

/// Writes a paragraph for each trust anchor, and one for all.
pub(super) fn write(f: &mut fmt::Formatter<'_>, party: &RelyingParty<'_>) -> fmt::Result {
    let moment = party.generated().strftime("%Y-%m-%d %H:%M:%S%.f UTC");
    writeln!(f, "Summary at {moment}")?;
    let figures = Figures::of(party);
    for tal in &figures.tals {
        writeln!(f, "{}: ", tal.registry.as_str())?;
        let all = tal.origins.all();
        paragraph(f, all.valid, all.contributed(), tal.aspas)?;
    }
    f.write_str("total: \n")?;
    let contributed = figures.contributed().iter().sum();
    let aspas = figures.tals.iter().map(|tal| tal.aspas).sum();
    paragraph(f, figures.fetched().all().valid, contributed, aspas)
}

/// Each ROA here is one payload, and each customer has one ASPA.
fn paragraph(
    f: &mut fmt::Formatter<'_>,
    valid: usize,
    contributed: usize,
    aspas: usize,
) -> fmt::Result {
    writeln!(f, "            ROAs: {valid:7} verified;")?;
    writeln!(
        f,
        "            VRPs: {valid:7} verified, {contributed:7} final;"
    )?;
    writeln!(f, "    router certs: {:7} verified;", 0)?;
    writeln!(f, "     router keys: {:7} verified, {:7} final;", 0, 0)?;
    writeln!(f, "           ASPAs: {aspas:7} verified, {aspas:7} final;")
}

use super::*;

#[test]
fn the_repeating_command_can_be_pasted() {
    assert_eq!(quoted("scenarios/a-b.yaml"), "scenarios/a-b.yaml");
    assert_eq!(quoted("name=it's here"), r"'name=it'\''s here'");
    assert_eq!(quoted(""), "''");
}

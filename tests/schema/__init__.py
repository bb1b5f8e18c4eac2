"""The running API asked everything its schema allows, and much that it does not."""

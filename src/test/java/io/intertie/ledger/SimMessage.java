package io.intertie.ledger;

/// One act on its way to the books; whoever sends it sends it again until it is answered.
record SimMessage(String name, Act act) {
    interface Act {
        String on(SimBooks books);
    }

    boolean isSweep() {
        return name.contains("sweep");
    }

    @Override
    public String toString() {
        return name;
    }
}

// Linked statically: the cheapest child there is.
int main() {
    return 0;
}

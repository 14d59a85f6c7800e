import Testing

@testable import ProtocolLanguage

@Suite struct FormatterTests {
  @Test func commentsStayWithTheirNodes() {
    checkFormat(
      """
      // A licence.

      /// What it is.
      protocol P  // in short

      // One section.

      // The first option.
      option a      // of two
      option other  // the other one
      option b

      // A role.
      // It has two lines.
      role A(X) {  // starts here
        // before the first
        a -> b {  // the first
          // before the action
          send x    // it sends
          send yyy  // and sends
          send z

          // a paragraph
          send w
          // after the last action
        }
        // between

        b -> c { }  // nothing
        // after the last transition
      }

      // at the end

      // of the file

      """)
  }

  @Test func commentsInsideANodeMoveInFrontOfIt() {
    checkFormat(
      """
      message M( // first line
        a: Nonce, // the nonce
        // the key
        b: Key)  // the end
      role A(X)
        // what it knows
        knows k // the key
      { // the body
        a -> b { send x, // one
          y } // two
      } // done
      option o
      """,
      gives: """
        // the nonce
        // the key
        // the end
        message M(a: Nonce, b: Key)  // first line

        // what it knows
        // the key
        // done
        role A(X)  // the body
          knows k
        {
          a -> b {  // two
            send x, y  // one
          }
        }

        option o

        """)
  }

  @Test func blankLinesAreSingleAndNeverAtTheEdges() {
    checkFormat(
      "\n\n\noption a\n\n\n\noption b\noption c\nrole A(X) {\n\n\n  a -> b {\n\n send x\n\n\n send y\n\n }\n\n}\n\n\n",
      gives: """
        option a

        option b
        option c

        role A(X) {
          a -> b {
            send x

            send y
          }
        }

        """)
  }

  @Test func longListsAreBrokenBelowTheirFirstElement() {
    checkFormat(
      """
      message Certificate(subject: Principal, publicKey: Key, institution: Principal,
                          use: Use when roleFlag, serialNumber: Nonce)
      enum Weekday { mondayMorning, tuesdayMorning, wednesdayMorning, thursdayMorning, fridayMorning,
                     saturdayMorning }

      role Customer(customer, vendor theVendor, issuer theIssuer, price: Int, brand: Brand, limit: Int,
                    currency: Currency)
        distinct customer, theVendor when multiParty
        knows pan(customer, theIssuer), secretOf(customer, theIssuer), verificationKey(rootAuthority),
              pin(customer)
      {
        a -> b {
          send aenc(OI(transactionIdentifier, brand), vendorKey),
               aenc(PI(transactionIdentifier, price), bankKey) over publicNetworkOfTheBank to theVendor
          fresh transactionIdentifier: Nonce, sessionKeyForTheVendor: Key, sessionKeyForTheBank: Key,
                mask: Nonce when masking
          require price > 0
                  and price <= limitOfTheCustomer
                  and (theVendor, transactionIdentifier) not in chargedBefore
                  and (theVendor != customer or selfService == yes)
          let combined = hash(transactionIdentifier, sessionKeyForTheVendor, sessionKeyForTheBank, mask,
                              price)
        }
      }

      property orderBeforePayment: VendorShips(vendor, customer, transactionIdentifier, price, address)
          requires injectively BankApproves(_, vendor, transactionIdentifier, price, _)
            then CustomerPays(customer)
            or VendorGives(vendor) unless dishonest(customer), dishonest(vendor)
          with attacker {
            controls network, secondNetwork, thirdNetwork
            plays Customer, Vendor, Bank, Issuer, Authority, Acquirer
            reveals sessionKeyForTheVendor of Customer at ordered
          }

      """)
  }

  @Test func aTermThatCannotBeBrokenStaysLong() {
    let name = String(repeating: "x", count: 120)
    checkFormat("role A(X) {\n  a -> b {\n    send \(name)\n  }\n}\n")
  }

  @Test func deepTermsDoNotWanderOffToTheRight() {
    let deep =
      String(repeating: "function(a, ", count: 60) + "b" + String(repeating: ")", count: 60)
    let (tree, diagnostics) = parse("role A(X) { a -> b { send \(deep) } }")
    #expect(diagnostics == [])
    let formatted = format(tree)
    #expect(formatted.utf8.count < 4 * deep.utf8.count)
    #expect(parse(formatted).tree.structure == tree.structure)
  }

  @Test func anEmptyTreeIsAnEmptyText() {
    #expect(format(parse("").tree) == "")
    #expect(format(parse("// nothing else\n").tree) == "// nothing else\n")
  }

  @Test func longExpectationsAreBrokenBeforeTheirOperators() {
    checkFormat(
      """
      property p: E(X) requires F(X)
          expect attack unless firstOptionOfTheFamily and secondOptionOfTheFamily
              and (thirdOptionOfTheFamily or not fourthOptionOfTheFamily) and fifthOptionOfTheFamily
          expect holds when firstOptionOfTheFamily and not secondOptionOfTheFamily
              or thirdOptionOfTheFamily
          expect unknown when first and second

      """)
  }
}

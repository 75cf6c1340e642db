import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF whether files are PDF/UA-1 and PDF/A-2a.
 *
 * <pre>java -cp CLASSES:JAR Judge ua1,2a LIST</pre>
 *
 * LIST is a file with one path a line. One line per file and standard is printed, PASS or FAIL,
 * and for a FAIL one more per broken rule: its clause and test, how often, and where first.
 * Ends with 1 if any file fails.
 */
public final class Judge {
    /** Where the profiles lie in the jar. */
    private static final String FOLDER = "/org/verapdf/pdfa/validation/";

    private Judge() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("use: Judge ua1,2a LIST");
            System.exit(2);
        }
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new TreeMap<>();
        for (String id : args[0].split(",")) {
            profiles.put(id, profile(id));
        }
        int passed = 0;
        int failed = 0;
        for (String path : Files.readAllLines(Path.of(args[1]))) {
            for (Map.Entry<String, ValidationProfile> profile : profiles.entrySet()) {
                List<String> broken = broken(new File(path), profile.getValue());
                if (broken.isEmpty()) {
                    passed += 1;
                    System.out.println("PASS " + profile.getKey() + " " + path);
                } else {
                    failed += 1;
                    System.out.println("FAIL " + profile.getKey() + " " + path);
                    broken.forEach(rule -> System.out.println("     " + rule));
                }
            }
        }
        System.out.println("veraPDF: " + passed + " passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    /** The rules that a file breaks, one line each; a file that cannot be read breaks one too. */
    private static List<String> broken(File file, ValidationProfile profile) {
        List<String> lines = new ArrayList<>();
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, 5, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, String> first = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String where = assertion.getLocation() == null ? "" : assertion.getLocation().getContext();
                    first.putIfAbsent(name(assertion.getRuleId()),
                            oneLine(assertion.getMessage()) + " [" + oneLine(where) + "]");
                }
            }
            for (Map.Entry<RuleId, Integer> rule : result.getFailedChecks().entrySet()) {
                String id = name(rule.getKey());
                lines.add(id + " x" + rule.getValue() + " " + first.getOrDefault(id, ""));
            }
            if (lines.isEmpty() && !result.isCompliant()) {
                lines.add("not compliant, and veraPDF names no rule");
            }
        } catch (Exception | LinkageError problem) {
            lines.add("could not be judged: " + oneLine(problem.toString()));
        }
        return lines;
    }

    private static String name(RuleId id) {
        return id.getClause() + "-" + id.getTestNumber();
    }

    private static String oneLine(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").trim();
    }

    /** Reads a profile with DOM: the jar has the profiles, but no JAXB to read them with. */
    private static ValidationProfile profile(String id) throws Exception {
        String file = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
        Element root;
        try (InputStream in = Judge.class.getResourceAsStream(FOLDER + file + ".xml")) {
            if (in == null) {
                throw new IllegalArgumentException("no profile for " + id);
            }
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                    variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")));
        }
        if (rules.isEmpty()) {
            throw new IllegalStateException(file + " has no rules");
        }
        Element details = child(root, "details");
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(text(details, "name"), text(details, "description"),
                        details.getAttribute("creator"), new Date(0)),
                "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(error, "argument")) {
            arguments.add(new Argument(argument.getAttribute("name"), argument.getTextContent().trim()));
        }
        ErrorDetails details = Profiles.errorFromValues(text(error, "message"), arguments);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"), details, new ArrayList<>());
    }

    private static List<Element> all(Element in, String tag) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = in.getElementsByTagName(tag);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Element child(Element of, String tag) {
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getNodeName().equals(tag)) {
                return element;
            }
        }
        return null;
    }

    private static String text(Element of, String tag) {
        Element found = child(of, tag);
        return found == null ? "" : found.getTextContent().trim();
    }

    /** What a rule's message is filled with. */
    private record Argument(String named, String argument) implements ErrorArgument {
        @Override
        public String getArgument() {
            return argument;
        }

        @Override
        public String getName() {
            return named.isEmpty() ? null : named;
        }

        @Override
        public String getArgumentValue() {
            return null;
        }
    }
}

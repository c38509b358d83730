#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

// libxml2's encoding header includes ICU's when libxml2 was built with it, and ICU's headers clash
// with Foundation's. Nothing here needs them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Some of what is needed here was deprecated after 2.9 with successors that 2.9 lacks.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wdeprecated-declarations"

// The error that a structured handler receives became const in 2.12.
#if LIBXML_VERSION >= 21200
typedef const xmlError *clibxml2_error;
#else
typedef xmlErrorPtr clibxml2_error;
#endif

/// The first error that libxml2 reported; later ones are often its consequences.
struct clibxml2_problem {
    /// Set by the caller when it feeds the end of the document.
    int is_at_end;
    int recorded;
    int is_of_schema;
    int is_document_end;
    int line;
    int column;
    char message[1000];
};

static inline struct clibxml2_problem *clibxml2_problem_new(void) {
    return (struct clibxml2_problem *)calloc(1, sizeof(struct clibxml2_problem));
}

static inline void clibxml2_problem_free(struct clibxml2_problem *problem) {
    free(problem);
}

static inline const char *clibxml2_problem_message(const struct clibxml2_problem *problem) {
    return problem->message;
}

static inline void clibxml2_record(
    struct clibxml2_problem *problem, clibxml2_error error, int is_of_schema, int line,
    int column
) {
    if (problem == NULL || error == NULL || problem->recorded || error->level < XML_ERR_ERROR) {
        return;
    }
    problem->recorded = 1;
    problem->is_of_schema = is_of_schema;
    problem->is_document_end = error->code == XML_ERR_DOCUMENT_END;
    problem->line = line;
    problem->column = column;
    snprintf(
        problem->message, sizeof problem->message, "%s",
        error->message == NULL ? "no message" : error->message
    );
}

/// Where the tag begins that the parser has just read: its '<' is searched for backwards, because
/// the parser itself stands at the tag's end. A raw '<' cannot occur inside a tag.
static inline void clibxml2_tag_position(xmlParserCtxtPtr context, int *line, int *column) {
    const xmlParserInput *input = context->input;
    *line = 0;
    *column = 0;
    if (input == NULL || input->base == NULL || input->cur == NULL) {
        return;
    }
    const xmlChar *tag = input->cur;
    int newlines = 0;
    int characters = 0;
    while (tag > input->base) {
        tag--;
        if (*tag == '\n') {
            newlines++;
        }
        if ((*tag & 0xC0) != 0x80) {
            characters++;
        }
        if (*tag == '<') {
            break;
        }
    }
    *line = input->line - newlines;
    if (newlines == 0) {
        *column = input->col > characters ? input->col - characters : 0;
        return;
    }
    // The tag spans lines: count from the newline before it, if the buffer still holds that.
    characters = 1;
    while (tag > input->base) {
        tag--;
        if (*tag == '\n') {
            *column = characters;
            return;
        }
        if ((*tag & 0xC0) != 0x80) {
            characters++;
        }
    }
}

/// Whether the document ends before the tag does that the parser reports: it reports a tag cut
/// off such as `<not` as an element before it reports that the document is not complete.
static inline int clibxml2_tag_is_cut_off(xmlParserCtxtPtr context) {
    const struct clibxml2_problem *problem = (struct clibxml2_problem *)context->_private;
    const xmlParserInput *input = context->input;
    if (!problem->is_at_end || input == NULL || input->cur == NULL || input->base == NULL) {
        return 0;
    }
    if (input->cur >= input->end) {
        return input->cur == input->base || input->cur[-1] != '>';
    }
    return *input->cur == '/' && input->cur + 1 == input->end;
}

// MARK: Parser

static inline void clibxml2_parser_failed(void *data, clibxml2_error error) {
    (void)data;
    xmlParserCtxtPtr context = error == NULL ? NULL : (xmlParserCtxtPtr)error->ctxt;
    if (context != NULL) {
        clibxml2_record(
            (struct clibxml2_problem *)context->_private, error, 0, error->line, error->int2
        );
    }
}

/// A push parser that hands its events to four functions and its first error to `problem`.
static inline xmlParserCtxtPtr clibxml2_parser_new(
    void *receiver, struct clibxml2_problem *problem, startElementNsSAX2Func start,
    endElementNsSAX2Func end, charactersSAXFunc text, internalSubsetSAXFunc doctype
) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = text;
    handler.ignorableWhitespace = text;
    handler.cdataBlock = text;
    handler.internalSubset = doctype;
    handler.serror = clibxml2_parser_failed;
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, receiver, NULL, 0, NULL);
    if (context == NULL) {
        return NULL;
    }
    context->_private = problem;
    xmlCtxtUseOptions(context, XML_PARSE_NONET);
    return context;
}

static inline int clibxml2_parser_is_well_formed(xmlParserCtxtPtr context) {
    return context->wellFormed && context->nsWellFormed;
}

// MARK: Schema

static inline void clibxml2_schema_failed(void *data, clibxml2_error error) {
    clibxml2_record((struct clibxml2_problem *)data, error, 1, error->line, 0);
}

static inline void clibxml2_schema_parser_observe(
    xmlSchemaParserCtxtPtr parser, struct clibxml2_problem *problem
) {
    xmlSchemaSetParserStructuredErrors(parser, clibxml2_schema_failed, problem);
}

static inline void clibxml2_validation_failed(void *data, clibxml2_error error) {
    xmlParserCtxtPtr context = (xmlParserCtxtPtr)data;
    struct clibxml2_problem *problem = (struct clibxml2_problem *)context->_private;
    if (problem->recorded || clibxml2_tag_is_cut_off(context)) {
        return;
    }
    int line;
    int column;
    clibxml2_tag_position(context, &line, &column);
    clibxml2_record(problem, error, 1, line, column);
}

/// Gathers text before the validator gets it. The parser reports each reference such as `&lt;` as a text of its own, and
/// the validator measures all that it has each time: a text of n references would take n squared steps. What it gets
/// doubles from one time to the next, which keeps the steps in proportion to the text.
struct clibxml2_gathering {
    void *receiver;
    charactersSAXFunc receive;
    internalSubsetSAXFunc doctype;
    void *plug;
    startElementNsSAX2Func start;
    endElementNsSAX2Func end;
    charactersSAXFunc validate;
    xmlChar *bytes;
    size_t count;
    size_t capacity;
    /// How much of the text since the last tag the validator has.
    size_t given;
};

static inline struct clibxml2_gathering *clibxml2_gathering_new(void) {
    return (struct clibxml2_gathering *)calloc(1, sizeof(struct clibxml2_gathering));
}

static inline void clibxml2_gathering_free(struct clibxml2_gathering *gathering) {
    if (gathering != NULL) {
        free(gathering->bytes);
    }
    free(gathering);
}

static inline void clibxml2_gathering_give(struct clibxml2_gathering *gathering) {
    if (gathering->count > 0) {
        gathering->validate(gathering->plug, gathering->bytes, (int)gathering->count);
        gathering->given += gathering->count;
        gathering->count = 0;
    }
}

static inline void clibxml2_gathered_text(void *data, const xmlChar *text, int length) {
    struct clibxml2_gathering *gathering = (struct clibxml2_gathering *)data;
    size_t added = length > 0 ? (size_t)length : 0;
    gathering->receive(gathering->receiver, text, length);
    if (gathering->count + added > gathering->capacity) {
        size_t capacity = 2 * (gathering->count + added) + 4096;
        xmlChar *bytes = (xmlChar *)realloc(gathering->bytes, capacity);
        if (bytes == NULL) {
            // Slower, and no less right.
            clibxml2_gathering_give(gathering);
            gathering->validate(gathering->plug, text, length);
            return;
        }
        gathering->bytes = bytes;
        gathering->capacity = capacity;
    }
    memcpy(gathering->bytes + gathering->count, text, added);
    gathering->count += added;
    if (gathering->count >= 65536 && gathering->count >= gathering->given) {
        clibxml2_gathering_give(gathering);
    }
}

static inline void clibxml2_gathered_start(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaceCount,
    const xmlChar **namespaces, int attributeCount, int defaultedCount, const xmlChar **attributes
) {
    struct clibxml2_gathering *gathering = (struct clibxml2_gathering *)data;
    clibxml2_gathering_give(gathering);
    gathering->given = 0;
    gathering->start(
        gathering->plug, name, prefix, uri, namespaceCount, namespaces, attributeCount,
        defaultedCount, attributes
    );
}

static inline void clibxml2_gathered_end(
    void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri
) {
    struct clibxml2_gathering *gathering = (struct clibxml2_gathering *)data;
    clibxml2_gathering_give(gathering);
    gathering->given = 0;
    gathering->end(gathering->plug, name, prefix, uri);
}

static inline void clibxml2_gathered_doctype(
    void *data, const xmlChar *name, const xmlChar *publicId, const xmlChar *systemId
) {
    struct clibxml2_gathering *gathering = (struct clibxml2_gathering *)data;
    gathering->doctype(gathering->receiver, name, publicId, systemId);
}

/// Puts the schema validator, if any, between the parser and its receiver (xmlSchemaSAXPlug). Texts reach the receiver
/// at once and the validator gathered; `gathering` must outlive the parser.
static inline xmlSchemaSAXPlugPtr clibxml2_validation_plug(
    xmlSchemaValidCtxtPtr validation, xmlParserCtxtPtr context,
    struct clibxml2_gathering *gathering
) {
    if (validation == NULL || context == NULL || gathering == NULL) {
        return NULL;
    }
    xmlSchemaSetValidStructuredErrors(validation, clibxml2_validation_failed, context);
    gathering->receiver = context->userData;
    gathering->receive = context->sax->characters;
    gathering->doctype = context->sax->internalSubset;
    context->sax->characters = NULL;
    context->sax->ignorableWhitespace = NULL;
    context->sax->cdataBlock = NULL;
    xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validation, &context->sax, &context->userData);
    if (plug == NULL) {
        return NULL;
    }
    gathering->plug = context->userData;
    gathering->start = context->sax->startElementNs;
    gathering->end = context->sax->endElementNs;
    gathering->validate = context->sax->characters;
    context->userData = gathering;
    context->sax->startElementNs = clibxml2_gathered_start;
    context->sax->endElementNs = clibxml2_gathered_end;
    context->sax->characters = clibxml2_gathered_text;
    context->sax->ignorableWhitespace = clibxml2_gathered_text;
    context->sax->cdataBlock = clibxml2_gathered_text;
    context->sax->internalSubset = clibxml2_gathered_doctype;
    // References to entities are errors here; the validator has nothing to do with them.
    context->sax->reference = NULL;
    context->sax->serror = clibxml2_parser_failed;
    return plug;
}

// MARK: Process-wide settings

static inline void clibxml2_say_nothing(void *context, const char *format, ...) {
    (void)context;
    (void)format;
}

static inline xmlParserInputPtr clibxml2_load_nothing(
    const char *url, const char *id, xmlParserCtxtPtr context
) {
    (void)url;
    (void)id;
    (void)context;
    return NULL;
}

/// To be called once, before anything else: readies libxml2 for threads, silences its standard
/// error in every thread and forbids it to open any file or connection by itself, such as those
/// that an entity, a schema's import or an `xsi:schemaLocation` names.
static inline void clibxml2_prepare(void) {
    xmlInitParser();
    xmlSetGenericErrorFunc(NULL, clibxml2_say_nothing);
    xmlThrDefSetGenericErrorFunc(NULL, clibxml2_say_nothing);
    xmlSetExternalEntityLoader(clibxml2_load_nothing);
}

#pragma clang diagnostic pop

#endif
